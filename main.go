// Command igloo-setup adds igloohome locks to the Inlet Portal, step by step.
package main

import (
	"context"
	"os"
	_ "time/tzdata" // Windows has no time zones of its own for Go to read

	"inlet.tech/igloo-setup/ui/cli"
)

func main() { os.Exit(cli.Main(context.Background(), os.Args[1:])) }
