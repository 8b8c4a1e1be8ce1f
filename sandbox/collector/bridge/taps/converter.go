package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pipeline"
)

// converter learns the order of processors, and puts one that passes everything into pipelines that have none.
func (r *run) converter() confmap.ConverterFactory {
	return confmap.NewConverterFactory(func(confmap.ConverterSettings) confmap.Converter { return pipelinesConverter{r} })
}

type pipelinesConverter struct{ run *run }

// Convert takes any configuration; whether it is right is for the Collector to say.
func (c pipelinesConverter) Convert(_ context.Context, conf *confmap.Conf) error {
	order, added := pipelineOrder(conf.ToStringMap())
	c.run.setPipelines(order)
	if len(added) == 0 {
		return nil
	}
	pipelines := map[string]any{}
	for _, id := range added {
		pipelines[id] = map[string]any{"processors": []any{passing.String()}}
	}
	return conf.Merge(confmap.NewFromStringMap(map[string]any{
		"processors": map[string]any{passing.String(): nil},
		"service":    map[string]any{"pipelines": pipelines},
	}))
}

// pipelineOrder reads the processors of each pipeline, by the ids they have in the Collector, and which pipelines have none.
func pipelineOrder(conf map[string]any) (order map[string][]string, empty []string) {
	order = map[string][]string{}
	service, _ := conf["service"].(map[string]any)
	pipelines, _ := service["pipelines"].(map[string]any)
	for written, value := range pipelines {
		var id pipeline.ID
		settings, ok := value.(map[string]any)
		if !ok || id.UnmarshalText([]byte(written)) != nil {
			continue
		}
		listed, _ := settings["processors"].([]any)
		processors := []string{}
		for _, entry := range listed {
			var processor component.ID
			if name, ok := entry.(string); ok && processor.UnmarshalText([]byte(name)) == nil {
				processors = append(processors, processor.String())
			}
		}
		if len(listed) == 0 {
			processors = []string{passing.String()}
			empty = append(empty, written)
		}
		order[id.String()] = processors
	}
	return order, empty
}
