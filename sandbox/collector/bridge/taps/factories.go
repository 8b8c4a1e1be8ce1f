package taps

import (
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/receiver"
)

// wrap makes factories whose components are observed.
func (r *run) wrap(factories otelcol.Factories) (otelcol.Factories, error) {
	factories.Telemetry = identifying(factories.Telemetry)
	factories.Receivers = each(factories.Receivers, func(f receiver.Factory) receiver.Factory {
		return receiverFactory{f, aliasesOf(f), r}
	})
	factories.Processors = each(factories.Processors, func(f processor.Factory) processor.Factory {
		return processorFactory{f, aliasesOf(f), r}
	})
	factories.Exporters = each(factories.Exporters, func(f exporter.Factory) exporter.Factory {
		return exporterFactory{f, aliasesOf(f), r}
	})
	factories.Connectors = each(factories.Connectors, func(f connector.Factory) connector.Factory {
		return connectorFactory{f, aliasesOf(f), r}
	})
	factories.Extensions = each(factories.Extensions, func(f extension.Factory) extension.Factory {
		return extensionFactory{f, aliasesOf(f), r}
	})
	factories.Processors[passing] = processorFactory{passingFactory, aliasesOf(passingFactory), r}
	return factories, nil
}

func each[F any](factories map[component.Type]F, wrap func(F) F) map[component.Type]F {
	wrapped := make(map[component.Type]F, len(factories)+1)
	for id, factory := range factories {
		wrapped[id] = wrap(factory)
	}
	return wrapped
}
