using System.ComponentModel;
using System.Diagnostics;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>The shell that starts server programs: as another user when we are root, and with nothing of our environment but where programs are.</summary>
internal static class ServerShell
{
    private static readonly string[] Kept = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    /// <summary>
    /// <c>$1</c> is the folder of the programs, <c>$2</c> a private folder, <c>$3</c> the user to become, empty for nobody else.
    /// The programs are copied where that user may read them when they lie where it may not.
    /// </summary>
    private const string Beginning = """
        exec 2>&1
        set -e
        umask 077
        programs=$1 folder=$2 user=$3
        shift 3
        if [ -z "$user" ]; then
          as=
        elif command -v setpriv >/dev/null; then
          as="setpriv --reuid $user --regid $(id -g "$user") --clear-groups"
        else
          echo "error: PostgreSQL does not run as root, and there is no setpriv (util-linux) to become $user"
          exit 1
        fi
        if [ -n "$user" ]; then
          chown "$user" "$folder"
          if ! $as test -x "$programs/postgres" -a -x "$programs/initdb"; then
            cp -al "$programs/.." "$folder/programs" 2>/dev/null || { rm -rf "$folder/programs"; cp -a "$programs/.." "$folder/programs"; }
            chmod 755 "$folder/programs"
            programs=$folder/programs/${programs##*/}
          fi
        fi

        """;

    /// <summary>Input and output are ours; both kinds of output come as one.</summary>
    public static Process Start(string script, PostgreSqlPrograms programs, string folder, ShadowOptions options, params IEnumerable<string> arguments)
    {
        var user = options.IsRoot ? UnprivilegedUser() : "";
        var start = new ProcessStartInfo("sh", ["-c", Beginning + script, "sh", programs.Folder, folder, user, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };

        foreach (var name in start.Environment.Keys.Except(Kept).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";

        try
        {
            return Process.Start(start) ?? throw new UnreachableException("A shell always is a new process.");
        }
        catch (Win32Exception failure)
        {
            throw new GateException("No shell (`sh`) could be started, and without one no shadow server.", "Install one, or name a server for shadows by its connection string.", failure);
        }
    }

    private static string UnprivilegedUser() =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
