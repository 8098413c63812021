using ChangeGate.Failures;
using ChangeGate.Runs;

namespace ChangeGate.Tests.Runs;

internal sealed class CiProposalTests
{
    [TestCase("GITHUB_BASE_REF", "main", "GitHub Actions")]
    [TestCase("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main", "GitLab CI")]
    [TestCase("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main", "Azure Pipelines")]
    [TestCase("SYSTEM_PULLREQUEST_TARGETBRANCH", "main", "Azure Pipelines")]
    [TestCase("CHANGE_TARGET", "main", "Jenkins")]
    [TestCase("BITBUCKET_PR_DESTINATION_BRANCH", "main", "Bitbucket Pipelines")]
    [TestCase("TEAMCITY_PULLREQUEST_TARGET_BRANCH", "refs/heads/main", "TeamCity")]
    public void A_ci_says_what_a_proposal_is_for(string variable, string value, string name)
    {
        var found = CiProposal.Find(asked => asked == variable ? value : null);

        Assert.That(found, Is.Not.Null);
        Assert.That((found.Name, found.Base), Is.EqualTo((name, "refs/remotes/origin/main")));
    }

    [Test]
    public void Without_a_proposal_nothing_is_found() => Assert.That(CiProposal.Find(static _ => ""), Is.Null);

    [Test]
    public void A_branch_may_have_slashes() =>
        Assert.That(CiProposal.Find(static asked => asked == "CHANGE_TARGET" ? "release/2026/11" : null)!.Base, Is.EqualTo("refs/remotes/origin/release/2026/11"));

    [Test]
    public void Two_that_say_the_same_are_believed() =>
        Assert.That(CiProposal.Find(static asked => asked switch { "CHANGE_TARGET" => "main", "GITHUB_BASE_REF" => "refs/heads/main", _ => null })!.Branch, Is.EqualTo("main"));

    [Test]
    public void Two_that_contradict_each_other_are_not() => Assert.That(
        static () => CiProposal.Find(static asked => asked switch { "CHANGE_TARGET" => "main", "GITHUB_BASE_REF" => "evil", _ => null }),
        Throws.TypeOf<GateException>().With.Message.Contains("CHANGE_TARGET").And.Message.Contains("'evil'"));

    [Test]
    public void Each_is_told_what_to_do_there() => Assert.That(
        CiProposal.All.Select(static one => one.Remedy),
        Is.Unique.And.All.Contain("git fetch --unshallow").And.All.Contain("--base"));
}
