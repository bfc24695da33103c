package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/ui/words"
)

// program names this program and its version, for the portal and for Inlet.
func program() string { return "igloo-setup/" + version() }

// version is the module's version as the build noted it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// versionCommand prints the version.
func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: words.ShortVersion,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "igloo-setup", version())
			return err
		},
	}
}
