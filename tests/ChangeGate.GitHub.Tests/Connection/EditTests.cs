using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.GitHub.Tests.Harness;
using static ChangeGate.GitHub.Tests.Harness.ScriptedNetwork;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class EditTests
{
    [TestCase("""{"data":{"n0":{"id":"IC_a","lastEditedAt":null},"n1":{"id":"PRR_b","lastEditedAt":"2026-01-01T00:00:00Z"}}}""", "IC_a")]
    [TestCase("""{"data":{"n0":{"id":"PRR_b","lastEditedAt":null}}}""", "")]
    [TestCase("""{"data":{"n0":null,"n1":{}}}""", "")]
    [TestCase("""{"data":null,"errors":[{"message":"Could not resolve to a node"}]}""", "")]
    [TestCase("{}", "")]
    public async Task Only_what_GitHub_vouches_for_is_unedited(string answer, string expected) =>
        Assert.That(string.Join(' ', await new ScriptedNetwork(Answer(200, answer)).Repository(Time()).Edits.UneditedAsync(["IC_a", "PRR_b"], default)), Is.EqualTo(expected));

    [TestCase(403)]
    [TestCase(404)]
    public async Task Where_queries_are_refused_nothing_is_known_to_be_unedited(int status) =>
        Assert.That(await new ScriptedNetwork(Answer(status)).Repository(Time()).Edits.UneditedAsync(["IC_a"], default), Is.Empty);

    [Test]
    public void A_server_that_breaks_is_no_answer() =>
        Assert.That(() => new ScriptedNetwork(Answer(502)).Repository(Time()).Edits.UneditedAsync(["IC_a"], default), Throws.TypeOf<GateException>());

    [Test]
    public async Task The_query_is_what_GitHub_s_schema_knows_and_holds_nothing_but_names()
    {
        var asked = new List<string>();
        var network = new ScriptedNetwork(request =>
        {
            asked.Add((string)JsonNode.Parse(request.Content!.ReadAsStringAsync().Result)!["query"]!);
            return Answer(200)(request);
        });

        await network.Repository(Time()).Edits.UneditedAsync([.. Enumerable.Range(1, 101).Select(number => $"IC_{number}"), "\"){id}}", ""], default);

        Assert.That(asked, Has.Count.EqualTo(2));
        Assert.That(asked[1], Is.EqualTo("query{n0:node(id:\"IC_101\"){...on Comment{id lastEditedAt}}}"));
        Assert.That(await QuerySchema.ProblemsOfAsync(asked[0]), Is.Empty);
    }
}
