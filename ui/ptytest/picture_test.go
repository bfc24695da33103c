//go:build unix

package ptytest

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// picture is where TestPicture writes, seen from the top of the module.
var picture = flag.String("picture", "", "write the README's picture to this `file`")

// The README's picture is of the real program, made again by the command that
// the README names:
//
//	go test ./ui/ptytest -run TestPicture -picture docs/screen.png
func TestPicture(t *testing.T) {
	if *picture == "" {
		t.Skip("only where -picture names a file")
	}
	file := *picture
	if !filepath.IsAbs(file) {
		file = filepath.Join("..", "..", file)
	}
	p := sit(t, Size{Width: 80, Height: 21}, Handout{}, nil, "demo")
	p.Reach("Step 8 of 12")
	p.Type("Badstue Øst")
	p.Wait(`Badstue Øst`)
	save(t, file, p.paint())
}

// paint is a picture of the next whole frame.
func (s *Session) paint() image.Image {
	s.t.Helper()
	p, err := newPainter()
	if err != nil {
		s.t.Fatal(err)
	}
	var shot image.Image
	s.until("a whole frame", func(string) bool {
		s.term.do(func(e emulator) {
			if !s.term.updating {
				shot, err = p.paint(e)
			}
		})
		return shot != nil || err != nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return shot
}

// save writes a picture as a PNG file.
func save(t *testing.T, path string, shot image.Image) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(file, shot); err != nil {
		t.Error(err)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}
