package main

import (
	"fmt"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the module's version, the commit it was built from and the
// toolchain, as far as the binary knows them.
func (versionCmd) Run(sh *shell) error {
	version, commit := "devel", ""
	info, ok := debug.ReadBuildInfo()
	if !ok {
		_, err := fmt.Fprintln(sh.out, "prasowka", version)
		return err
	}
	if info.Main.Version != "" {
		version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = " " + s.Value
		}
	}
	_, err := fmt.Fprintf(sh.out, "prasowka %s%s %s\n", version, commit, info.GoVersion)
	return err
}
