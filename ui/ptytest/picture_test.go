//go:build unix

package ptytest

import (
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
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
	s := Start(t, Size{Width: 80, Height: 21}, nil, program(t), "demo")
	nameTheFirstLock(s)
	save(t, file, s.paint())
}

// nameTheFirstLock leads through the demo to the name of the first lock.
func nameTheFirstLock(s *Session) {
	portal := demo.New()
	for n := 1; n <= 7; n++ { // the checklist and the limits
		s.Wait(fmt.Sprintf(`%d of 7`, n))
		s.Press("enter")
	}
	s.Wait(`^Step 1 of 12`)
	s.Type(portal.Username())
	s.Press("tab")
	s.Type(portal.Password().Reveal())
	s.Press("enter")
	s.Wait(`^Step 2 of 12`)
	s.Press("enter")
	s.Wait(`^Step 3 of 12`)
	s.Press("enter")
	s.Wait(`^Step 4 of 12`)
	s.Type(portal.Codes()[0].Reveal())
	s.Press("enter")
	s.Wait(`^Step 7 of 12`)
	s.Press("enter")
	s.Wait(`^Step 8 of 12 · Name · Lock 1`)
	s.Type("Badstue Øst")
	s.Wait(`Badstue Øst`)
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
