package lifecycle_test

import (
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"spanlab/collector/bridge/lifecycle"
)

func TestTheLogLeavesOutWhatIsNotSoOnLinux(t *testing.T) {
	core, seen := observer.New(zapcore.DebugLevel)
	log := zap.New(core, lifecycle.AsOnLinux("hidden"))
	log.Warn("Process metrics are disabled on this operating system", zap.String("os", "js"))
	log.With(zap.String("otelcol.component.id", "hidden")).Debug("Stable component.")
	log.With(zap.String("otelcol.component.id", "batch")).Debug("Stable component.")
	if lines := seen.All(); len(lines) != 1 || lines[0].ContextMap()["otelcol.component.id"] != "batch" {
		t.Errorf("found %v, expected the line about batch", lines)
	}
}
