using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>
/// GitHub for the tests: a proxy that holds every request against GitHub's description of its API, an overlay for what the emulator lacks, and the emulator, which keeps state.
/// They are started once; every test takes a repository of its own.
/// </summary>
internal sealed class GitHubServer
{
    public const string Owner = "alice";

    public const string Organization = "acme";

    public const long Installation = 42;

    private const string AppId = "123456";

    private const int TokensEach = 20;

    private static readonly RSA Rsa = RSA.Create(2048);

    private static readonly Lazy<Task<GitHubServer>> Started = new(StartAsync);

    private static int _tokens;

    private HarnessProgram? _emulator;

    private HarnessProgram? _proxy;

    public Overlay Overlay { get; private init; } = null!;

    /// <summary>Behind the proxy: for what the tests do in the name of others.</summary>
    public Uri Emulator => Overlay.Emulator;

    public Uri Address => _proxy!.Address;

    public static Task<GitHubServer> GetAsync() => Started.Value;

    /// <summary>One of a person's tokens after the other: the emulator takes 5,000 calls with each, and the tests together make more.</summary>
    public static string TokenOf(string login) => TokenOf(login, Interlocked.Increment(ref _tokens) % TokensEach);

    private static string TokenOf(string login, int number) => $"token-{number}-of-{login}";

    public static AppKey AppKey() => GitHub.Connection.AppKey.Read(AppId, Rsa.ExportRSAPrivateKeyPem());

    public static async Task StopAsync()
    {
        if (Started.IsValueCreated)
        {
            var server = await Started.Value;
            server._proxy?.Dispose();
            await server.Overlay.DisposeAsync();
            server._emulator?.Dispose();
        }
    }

    public GitHubOptions Options => new() { Address = ApiAddress.Read(Address.AbsoluteUri) };

    private static async Task<GitHubServer> StartAsync()
    {
        var seed = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"seed-{Environment.ProcessId}.yaml");
        await File.WriteAllTextAsync(seed, Seed());

        var emulator = await HarnessProgram.StartAsync("node_modules/emulate/dist/index.js", port => ["start", "--service", "github", "--port", $"{port}", "--seed", seed]);
        File.Delete(seed);
        var overlay = await Overlay.StartAsync(emulator.Address);
        var proxy = await HarnessProgram.StartAsync(
            "node_modules/@stoplight/prism-cli/dist/index.js",
            port => ["proxy", "--port", $"{port}", "--verboseLevel", "error", "artifacts/api.github.com.json", overlay.Address.AbsoluteUri.TrimEnd('/')]);

        overlay.PublicAddress = proxy.Address;
        return new GitHubServer { Overlay = overlay, _emulator = emulator, _proxy = proxy };
    }

    private static string Seed()
    {
        string[] people = [Owner, "bob", "carol", "dave", "erin", "mallory"];
        var seed = new StringBuilder("tokens:\n");

        foreach (var login in people)
        {
            for (var number = 0; number < TokensEach; number++)
            {
                seed.Append($"  {TokenOf(login, number)}: {{ login: {login}, scopes: [repo, 'admin:org'] }}\n");
            }
        }

        seed.Append("github:\n  users:\n");

        foreach (var login in people)
        {
            seed.Append($"    - {{ login: {login}, email: {login}@example.org }}\n");
        }

        // JSON is YAML: the key needs no indentation.
        var key = JsonSerializer.Serialize(Rsa.ExportRSAPrivateKeyPem());
        seed.Append($$"""
              orgs: [{ login: {{Organization}}, members: [{ login: {{Owner}}, role: admin }] }]
              apps:
                - app_id: {{AppId}}
                  slug: changegate
                  name: ChangeGate
                  private_key: {{key}}
                  permissions: { checks: write, contents: read, pull_requests: write, issues: write, metadata: read }
                  installations: [{ installation_id: {{Installation}}, account: {{Owner}} }]

            """);
        return seed.ToString();
    }
}
