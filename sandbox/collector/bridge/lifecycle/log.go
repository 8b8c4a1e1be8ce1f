package lifecycle

import (
	"strings"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// AsOnLinux leaves out of the Collector's log what it says because of js/wasm alone.
var AsOnLinux = zap.WrapCore(func(core zapcore.Core) zapcore.Core { return linuxCore{core} })

const notLinux = "Process metrics are disabled on this operating system"

type linuxCore struct{ zapcore.Core }

func (c linuxCore) With(fields []zapcore.Field) zapcore.Core { return linuxCore{c.Core.With(fields)} }

func (c linuxCore) Check(entry zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if strings.HasPrefix(entry.Message, notLinux) {
		return checked
	}
	return c.Core.Check(entry, checked)
}
