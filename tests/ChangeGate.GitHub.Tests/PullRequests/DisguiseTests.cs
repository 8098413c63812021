using System.Text.Json.Nodes;
using ChangeGate.Cli;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Text;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>Changes that look like something else to a person, to git, or to a reader of paths. In each the gate stays shut.</summary>
internal sealed class DisguiseTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";

    [Test]
    public async Task Migrations_beside_the_configuration_are_judged_too()
    {
        using var sandbox = await CreateAsync(Configuration.Replace("migrations: db/migrations", "migrations: .", StringComparison.Ordinal), new Dictionary<string, string?> { ["0001_orders.sql"] = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n" });
        await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["0002_drop.sql"] = Drop });

        Assert.That((await GateAsync(sandbox, await sandbox.OpenAsync("bob", "drop"))).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_migration_that_ran_cannot_be_given_another_name()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, new Dictionary<string, string?> { ["db/migrations/0001_orders.sql"] = null, ["db/migrations/0002_orders.sql"] = Orders });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Denied));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_folder_that_becomes_a_link_or_another_repository_holds_nothing_any_more(bool asLink)
    {
        using var sandbox = await CreateAsync();
        await sandbox.CommitAsync("branch", new Dictionary<string, string?> { ["db/migrations/0001_orders.sql"] = null, ["elsewhere/0001_orders.sql"] = Orders });
        var number = await ProposeAsync(
            sandbox,
            new Dictionary<string, string?> { ["db/migrations"] = asLink ? "../elsewhere" : new string('a', 40) },
            new Authoring("bob") { Links = asLink ? ["db/migrations"] : [], Submodules = asLink ? [] : ["db/migrations"] });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Denied));
    }

    [Test]
    public async Task A_script_that_is_in_another_repository_cannot_be_judged()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, Files("0002_drop.sql", new string('a', 40)), new Authoring("bob") { Submodules = ["db/migrations/0002_drop.sql"] });

        Assert.That((await GateAsync(sandbox, number)).Failure?.Problem, Is.EqualTo("`db/migrations/0002_drop.sql` is not a file of this repository."));
    }

    [TestCase("*.sql text eol=crlf\n")]
    [TestCase("*.sql filter=rewrite\n")]
    [TestCase("*.sql working-tree-encoding=UTF-16LE-BOM\n")]
    public async Task What_git_would_make_of_a_file_when_it_is_checked_out_changes_nothing(string attributes)
    {
        using var sandbox = await CreateAsync();
        var reviewed = await sandbox.CommitAsync("branch", Files("0002_drop.sql", Drop));
        var number = await sandbox.OpenAsync("bob", "branch");
        await sandbox.ReviewAsync("carol", number, "APPROVE", reviewed);
        await sandbox.CommitAsync("branch", new Dictionary<string, string?> { [".gitattributes"] = attributes });

        var result = await GateAsync(sandbox, number);

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Allowed));
        Assert.That(result.Concerned.Single().Assessment.Set.Proposed.Single().Digest, Is.EqualTo(Digest.Of(Drop)));
    }

    [TestCase("DR\u041EP TABLE orders;\n", Description = "a Cyrillic O in a keyword")]
    [TestCase("DROP TABLE \u043Erders;\n", Description = "a Cyrillic o in a name")]
    [TestCase("/* harmless \u2066*/ DROP TABLE orders; /*\u2069 */\n", Description = "what is run is shown as a comment")]
    [TestCase("D\u200BROP TABLE orders;\n", Description = "a space without width")]
    public async Task Characters_that_look_like_others_do_not_hide_what_they_are_in(string sql)
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, Files("0002_look.sql", sql));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.Not.EqualTo(ExitCode.Allowed));
    }

    [Test]
    public async Task Marks_that_turn_text_around_are_spelled_out_wherever_people_read()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, Files("0002_\u202Elqs.drop.sql", "ALTER TABLE orders DROP COLUMN note; /* \u202E *\u2066/ */\n"));

        await GateAsync(sandbox, number);

        var shown = string.Join('\n', sandbox.Contract.Written.Where(written => !written.Request.EndsWith("/graphql", StringComparison.Ordinal)).SelectMany(written => Texts(JsonNode.Parse(written.Body)!)));
        Assert.That(shown, Does.Contain("U+202E"));
        Assert.That(shown.IndexOfAny(['\u202E', '\u2066', '\u2069']), Is.EqualTo(-1));
    }

    [Test]
    public async Task A_script_in_another_encoding_is_not_read_as_an_empty_one()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, Files("0002_wide.sql", "D\0R\0O\0P\0 \0T\0A\0B\0L\0E\0 \0o\0r\0d\0e\0r\0s\0;\0"));

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.Not.EqualTo(ExitCode.Allowed));
    }

    [Test]
    public async Task A_folder_that_only_the_proposal_calls_a_target_is_judged_as_one()
    {
        using var sandbox = await CreateAsync();
        var number = await ProposeAsync(sandbox, new Dictionary<string, string?>
        {
            ["changegate.yml"] = Configuration.Replace("targets:", "targets:\n  more: { dialect: postgresql, migrations: db/more, environments: { production: { connection: x, protected: false } } }", StringComparison.Ordinal),
            ["db/more/0001.sql"] = "DROP TABLE orders;\n",
        });

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    [Test]
    public async Task A_target_that_the_proposal_moves_to_another_folder_is_judged_there_too()
    {
        using var sandbox = await CreateAsync();
        var head = await sandbox.CommitAsync("branch", new Dictionary<string, string?>
        {
            ["changegate.yml"] = Configuration.Replace("db/migrations", "db/new", StringComparison.Ordinal),
            ["db/new/0001_orders.sql"] = Orders,
            ["db/new/0002_drop.sql"] = Drop,
        });
        var number = await sandbox.OpenAsync("bob", "branch");

        var alone = await GateAsync(sandbox, number);
        await sandbox.ReviewAsync("carol", number, "APPROVE", head);

        Assert.That((alone.ExitCode, (await GateAsync(sandbox, number)).ExitCode), Is.EqualTo((ExitCode.Pending, ExitCode.Allowed)));
    }

    [Test]
    public async Task A_migration_among_more_files_than_GitHub_lists_is_found()
    {
        using var sandbox = await CreateAsync();
        var files = Enumerable.Range(0, 3_100).ToDictionary(index => $"docs/{index}.md", index => (string?)"x");
        files["db/migrations/0002_drop.sql"] = Drop;
        var number = await ProposeAsync(sandbox, files);

        Assert.That((await GateAsync(sandbox, number)).ExitCode, Is.EqualTo(ExitCode.Pending));
    }

    private static async Task<int> ProposeAsync(Sandbox sandbox, Dictionary<string, string?> files, Authoring? authoring = null)
    {
        await sandbox.CommitAsync("branch", files, authoring);
        return await sandbox.OpenAsync("bob", "branch");
    }

    // An annotation says which file it belongs to: that has to be the very path.
    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member is { Key: not "path", Value: not null }).SelectMany(member => Texts(member.Value!)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Texts),
        _ => [node.ToString()],
    };
}
