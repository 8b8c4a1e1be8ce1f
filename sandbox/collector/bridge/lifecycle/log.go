package lifecycle

import (
	"strings"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// AsOnLinux leaves out of the Collector's log what it says because of js/wasm alone, and what it says of one component.
func AsOnLinux(hidden string) zap.Option {
	return zap.WrapCore(func(core zapcore.Core) zapcore.Core { return linuxCore{core, hidden} })
}

const (
	notLinux     = "Process metrics are disabled on this operating system"
	componentKey = "otelcol.component.id"
)

type linuxCore struct {
	zapcore.Core
	hidden string
}

func (c linuxCore) With(fields []zapcore.Field) zapcore.Core {
	read := zapcore.NewMapObjectEncoder()
	for _, field := range fields {
		field.AddTo(read)
	}
	if read.Fields[componentKey] == c.hidden {
		return zapcore.NewNopCore()
	}
	return linuxCore{c.Core.With(fields), c.hidden}
}

func (c linuxCore) Check(entry zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if strings.HasPrefix(entry.Message, notLinux) {
		return checked
	}
	return c.Core.Check(entry, checked)
}
