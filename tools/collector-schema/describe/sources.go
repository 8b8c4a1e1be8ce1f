package describe

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// Sources are Docs that read packages' sources, each when it is first asked for.
type Sources struct {
	// Folders of packages, by import path. Of others nothing is known.
	Folders map[string]string

	read map[string]*pkg
}

type pkg struct {
	types     map[string]string
	fields    map[[2]string]string
	constants map[string][]string
}

// Type is the comment on a type.
func (s *Sources) Type(t reflect.Type) string { return s.of(t).types[t.Name()] }

// Field is the comment above a field, or behind it.
func (s *Sources) Field(t reflect.Type, name string) string {
	return s.of(t).fields[[2]string{t.Name(), name}]
}

// Constants are the values of a type's string constants.
func (s *Sources) Constants(t reflect.Type) []string { return s.of(t).constants[t.Name()] }

func (s *Sources) of(t reflect.Type) *pkg {
	path := t.PkgPath()
	if found := s.read[path]; found != nil {
		return found
	}
	if s.read == nil {
		s.read = map[string]*pkg{}
	}
	found := &pkg{types: map[string]string{}, fields: map[[2]string]string{}, constants: map[string][]string{}}
	s.read[path] = found
	folder, ok := s.Folders[path]
	if !ok {
		return found
	}
	// What cannot be read or parsed has no comments.
	files, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ParseComments); err == nil {
			found.add(parsed)
		}
	}
	return found
}

func (p *pkg) add(file *ast.File) {
	for _, decl := range file.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				p.addType(spec, first(spec.Doc, decl.Doc))
			case *ast.ValueSpec:
				if decl.Tok == token.CONST {
					p.addConstants(spec)
				}
			}
		}
	}
}

func (p *pkg) addType(spec *ast.TypeSpec, doc *ast.CommentGroup) {
	name := spec.Name.Name
	p.types[name] = unwrap(doc.Text())
	structure, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range structure.Fields.List {
		text := unwrap(first(field.Doc, field.Comment).Text())
		for _, each := range field.Names {
			p.fields[[2]string{name, each.Name}] = text
		}
		if len(field.Names) == 0 {
			p.fields[[2]string{name, embeddedName(field.Type)}] = text
		}
	}
}

// addConstants takes `Name Type = "value"` and `Name = Type("value")`.
func (p *pkg) addConstants(spec *ast.ValueSpec) {
	for _, value := range spec.Values {
		of, literal := spec.Type, value
		if call, ok := value.(*ast.CallExpr); ok && of == nil && len(call.Args) == 1 {
			of, literal = call.Fun, call.Args[0]
		}
		name, ok := of.(*ast.Ident)
		basic, isBasic := literal.(*ast.BasicLit)
		if !ok || !isBasic || basic.Kind != token.STRING {
			continue
		}
		if text, err := strconv.Unquote(basic.Value); err == nil {
			p.constants[name.Name] = append(p.constants[name.Name], text)
		}
	}
}

func first(groups ...*ast.CommentGroup) *ast.CommentGroup {
	for _, group := range groups {
		if group != nil {
			return group
		}
	}
	return nil
}

func embeddedName(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.StarExpr:
		return embeddedName(expr.X)
	case *ast.SelectorExpr:
		return expr.Sel.Name
	}
	return ""
}

// unwrap joins the lines of paragraphs, which Go's comments break. Lists and indented lines stay as they are.
func unwrap(text string) string {
	var out strings.Builder
	for line := range strings.Lines(strings.TrimSpace(text)) {
		line = strings.TrimRight(line, "\r\n")
		starts := line == "" || strings.ContainsAny(line[:1], " \t-*") || strings.HasPrefix(line, "Deprecated:")
		switch soFar := out.String(); {
		case soFar == "":
		case starts || strings.HasSuffix(soFar, "\n"):
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteString(line)
	}
	return out.String()
}
