package cli

import (
	"io"

	"github.com/cli/browser"

	"inlet.tech/igloo-setup/igloo"
)

// openPage asks the person's browser for a page of the portal: of an address that is
// taken as a link, and so leads to https or to this computer. What the browser prints
// would spoil the screen.
func openPage(address string) error {
	link, err := igloo.ParseLink(address)
	if err != nil {
		return err
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(link.URL)
}
