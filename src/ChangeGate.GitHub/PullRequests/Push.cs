using ChangeGate.GitHub.People;
using ChangeGate.Text;

namespace ChangeGate.GitHub.PullRequests;

/// <summary>A branch was moved, as GitHub itself attests: what a commit says of its author, anybody can write.</summary>
/// <param name="After">The commit that the branch stood at from then on.</param>
/// <param name="Actor">null where the account is gone.</param>
public sealed record Push(string After, Account? Actor, DateTimeOffset At);

/// <summary>Who could have brought what is proposed. The zero value is everybody.</summary>
public enum PusherScope
{
    /// <summary>GitHub does not tell who pushed, nor who could.</summary>
    Anybody,

    /// <summary>GitHub does not tell who pushed; whoever may write to the base could.</summary>
    Writers,

    /// <summary>GitHub does not tell who pushed to the fork; whoever may write to the base could not.</summary>
    Strangers,

    /// <summary>All pushes are known, or every commit bears a signature that GitHub checked.</summary>
    Known,
}

/// <summary>How the head of a pull request came to be what it is.</summary>
public sealed record PushHistory(PusherScope Scope)
{
    /// <summary>Those that brought commits of the proposal, or came while it was open; the newest first.</summary>
    public EquatableList<Push> Pushes { get; init; }

    /// <summary>When the head came; null where that is not known.</summary>
    public DateTimeOffset? HeadAt { get; init; }

    public EquatableList<Account> Pushers => [.. Pushes.Select(static push => push.Actor).OfType<Account>().DistinctBy(static actor => actor.Id)];
}
