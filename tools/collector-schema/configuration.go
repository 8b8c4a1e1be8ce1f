package main

import (
	"reflect"
	"regexp"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/pipeline"
	"go.opentelemetry.io/collector/service"

	"spanlab/collector/schema/describe"
)

// generator has what all sections are described with.
type generator struct {
	folders     map[string]string
	describer   *describe.Describer
	definitions describe.Node
}

func describeConfiguration(factories otelcol.Factories, folders map[string]string) describe.Node {
	g := &generator{
		folders:     folders,
		describer:   &describe.Describer{Docs: &describe.Sources{Folders: folders}, Open: readsOtherFormats},
		definitions: describe.Node{},
	}
	return describe.Node{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       "OpenTelemetry Collector configuration",
		"type":        "object",
		"definitions": g.definitions,
		"properties": describe.Node{
			"receivers":  section(g, "receiver", "Receivers take telemetry in.", factories.Receivers, factories.ReceiverModules),
			"processors": section(g, "processor", "Processors change, drop or delay what passes.", factories.Processors, factories.ProcessorModules),
			"exporters":  section(g, "exporter", "Exporters send telemetry on.", factories.Exporters, factories.ExporterModules),
			"connectors": section(g, "connector", "Connectors end one pipeline as an exporter and begin another as a receiver.", factories.Connectors, factories.ConnectorModules),
			"extensions": section(g, "extension", "Extensions are parts of the Collector through which no telemetry passes.", factories.Extensions, factories.ExtensionModules),
			"service":    g.service(factories),
		},
		"additionalProperties": false,
	}
}

// readsOtherFormats: the Collector's own telemetry is configured by OpenTelemetry's declarative configuration, and by older
// forms of it, which its types take and do not tell of.
func readsOtherFormats(t reflect.Type) bool {
	path := t.PkgPath()
	return strings.Contains(path, "/otelconftelemetry/internal/migration") || strings.Contains(path, "go.opentelemetry.io/contrib/otelconf")
}

func section[F component.Factory](g *generator, kind, about string, factories map[component.Type]F, modules map[component.Type]string) describe.Node {
	properties, named := describe.Node{}, describe.Node{}
	for key, factory := range factories {
		id := kind + "." + key.String()
		reference := describe.Node{"$ref": "#/definitions/" + id}
		properties[key.String()] = reference
		named["^"+regexp.QuoteMeta(key.String())+"/.+$"] = reference
		g.definitions[id] = g.component(kind, key, factory, modules[key])
	}
	return describe.Node{
		"description":          about,
		"type":                 []string{"object", "null"},
		"properties":           properties,
		"patternProperties":    named,
		"additionalProperties": false,
	}
}

func (g *generator) component(kind string, key component.Type, factory component.Factory, module string) describe.Node {
	config := reflect.ValueOf(factory.CreateDefaultConfig())
	node := g.describer.Value(config.Type(), config)
	path, _, _ := strings.Cut(module, " ")
	node["title"] = titleOf(g.folders[path], key.String()+" "+kind)
	about := overview(g.folders[path])
	if of := factory.Type(); of != key {
		node["deprecated"] = true
		node["deprecationMessage"] = "The name is deprecated: write " + of.String() + "."
		about = "A deprecated name of " + of.String() + ".\n\n" + about
	}
	if about = strings.TrimSpace(about); about != "" {
		node["description"] = about
	}
	return node
}

func (g *generator) service(factories otelcol.Factories) describe.Node {
	config := reflect.ValueOf(service.Config{Telemetry: factories.Telemetry.CreateDefaultConfig()})
	node := g.describer.Value(config.Type(), config)
	node["description"] = "What of all this runs, and how the parts are joined."
	properties := node["properties"].(describe.Node)
	pipelines := properties["pipelines"].(describe.Node)
	one, pattern, byName := pipelines["additionalProperties"], []string{}, describe.Node{}
	for _, signal := range []pipeline.Signal{pipeline.SignalTraces, pipeline.SignalMetrics, pipeline.SignalLogs} {
		byName[signal.String()] = one
		pattern = append(pattern, signal.String())
	}
	pipelines["properties"] = byName
	pipelines["patternProperties"] = describe.Node{"^(?:" + strings.Join(pattern, "|") + ")/.+$": one}
	pipelines["additionalProperties"] = false
	return node
}
