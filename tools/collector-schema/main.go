// Command schema writes the JSON Schema of a configuration of the Collector it is compiled with.
package main

func main() {}
