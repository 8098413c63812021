using System.Globalization;

namespace ChangeGate.Databases.Shadows;

/// <summary>What <c>docker</c> is told: a container that gets at nothing but its own memory and the folder of its socket, and what runs in it.</summary>
internal static class ContainerArguments
{
    public const string Label = "changegate.shadow";

    private const string Begin = """
        exec 2>&1
        set -e
        umask 077
        owner=$1 role=$2 powers=$3 memory=$4
        shift 4
        folder=/changegate socket=/changegate-socket user= as= start=
        postgres=$(command -v postgres) || { echo "error: there is no program postgres on the PATH of the image"; exit 1; }
        programs=$(dirname "$(readlink -f "$postgres")")
        "$programs/postgres" --version
        read -r oldpublic

        """;

    private const string Announce = """
        mv "$folder/made/data" "$folder/data"
        { until grep -q '^ready' "$folder/data/postmaster.pid" 2>/dev/null; do sleep 0.02; done; echo ready; } &

        """;

    // Whoever named the image wants its extensions, which only a superuser may make; those that lead out of the database stay as they are.
    public const string TrustExtensions = """
        cd "$(pg_config --sharedir)/extension" || exit 0
        for control in *.control; do
          case ${control%.control} in
            dblink|*_fdw|*u|adminpack|pageinspect|pg_surgery) ;;
            *) printf '\ntrusted = true\n' >> "$control" ;;
          esac
        done
        """;

    public static IEnumerable<string> Run(ContainerPlace place, ShadowOptions options)
    {
        var memory = (options.MemoryBytes + place.Space).ToString(CultureInfo.InvariantCulture);

        return
        [
            "run", "--rm", "--interactive", "--pull", "never", "--name", place.Name, "--label", $"{Label}=true", "--log-driver", "none", "--no-healthcheck",
            "--network", "none", "--user", "postgres", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--pids-limit", "128", "--memory", memory, "--memory-swap", memory,
            "--tmpfs", $"/changegate:rw,nosuid,nodev,noexec,mode=1777,size={place.Space}", "--mount", $"type=bind,source={place.Socket},target=/changegate-socket",
            "--env", "LC_ALL=C", "--entrypoint", "sh", place.Image.Name, "-c", Begin + ServerScripts.Make + Announce + ServerScripts.Serve, "sh",
            PostgreSqlCluster.Owner, PostgreSqlCluster.Role, $"{SystemTriggers.Definition}\n{SystemCatalogs.Definition}", $"{options.MemoryBytes >> 10}", .. ServerScripts.Settings(options, "0777"),
        ];
    }
}

/// <param name="Socket">The folder in which the server makes its socket.</param>
/// <param name="Space">Bytes for its data, which lie in memory.</param>
internal sealed record ContainerPlace(ContainerImage Image, string Name, string Socket, long Space);
