package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Notice says that others could read, list or change what is at Path.
type Notice struct {
	Path string
	Mode fs.FileMode // as it was found
	// Corrected is false for a folder that is shared with other things, such as the
	// person's own home: closing it is not this program's to decide. The files in it
	// are closed all the same.
	Corrected bool
}

// kept is every name that this program gives to a file in the folder.
var kept = regexp.MustCompile(`^\.?[a-z0-9-]+--[a-z0-9-]+-[0-9a-f]{12}\.([^.]+\.)?(json|lock|tmp)$`)

// Tighten makes the folder (0700) and its files (0600) the person's own where they
// are wider, and returns what it found wider. On Windows, where the person's folders
// are closed to others by inheritance, it finds nothing.
func (f Folder) Tighten() ([]Notice, error) {
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) || !modesCount {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	files, err := os.ReadDir(f.path)
	if err != nil {
		return nil, err
	}
	var notices []Notice
	shared := info.Mode()&fs.ModeSticky != 0
	for _, file := range files {
		if !kept.MatchString(file.Name()) {
			shared = true
			continue
		}
		found, err := tightenFile(filepath.Join(f.path, file.Name()))
		if err != nil {
			return notices, err
		}
		notices = append(notices, found...)
	}
	if info.Mode().Perm()&0o077 == 0 {
		return notices, nil
	}
	if !shared {
		err = os.Chmod(f.path, 0o700)
	}
	return append(notices, Notice{Path: f.path, Mode: info.Mode(), Corrected: !shared && err == nil}), err
}

// tightenFile closes one plain file to others, and says so where it was open.
func tightenFile(path string) ([]Notice, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // renamed since the folder was read
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 == 0 {
		return nil, nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, err
	}
	return []Notice{{Path: path, Mode: info.Mode(), Corrected: true}}, nil
}
