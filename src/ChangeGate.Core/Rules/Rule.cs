using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules;

/// <summary>Judges one kind of danger. A rule is pure: the same change in the same light gives the same findings.</summary>
public abstract class Rule
{
    private protected Rule()
    {
    }

    public abstract RuleDoc Doc { get; }

    /// <summary>The kind of change that it looks at; <see cref="Change"/> itself for a rule that looks at all of them.</summary>
    internal abstract Type Kind { get; }

    /// <summary>What is rolled back later in the same script is not judged, save by rules about what cannot be known.</summary>
    internal virtual bool JudgesWhatIsUndone => false;

    /// <summary>
    /// Locks, rewrites and broken readers do not matter for what this proposal made itself. Privileges, correctness and conventions do, and what destroys
    /// values asks where the values are.
    /// </summary>
    public IEnumerable<Finding> Judge(RuleContext context) => Doc.Id[2] switch
    {
        '2' when context.LocksOnlyWhatIsNew => [],
        '3' when context.IsNewSubject => [],
        _ => Check(context),
    };

    private protected abstract IEnumerable<Finding> Check(RuleContext context);

    private protected Finding Report(RuleContext context, string message) => new()
    {
        Id = Doc.Id,
        Rule = Doc.Name,
        Risk = Doc.Risk,
        Hazards = Doc.Hazards,
        Path = context.Migration.Path,
        Span = context.Change.Span,
        Position = context.Migration.Text.PositionOf(context.Change.Span.Start),
        Object = context.Subject,
        Message = message,
        Remedy = Doc.Instead,
        Lock = context.Lock,
        Rows = context.SubjectRows,
        Certain = context.Change.Certain,
    };
}

/// <summary>A rule about one kind of change.</summary>
public abstract class Rule<TChange> : Rule
    where TChange : Change
{
    internal sealed override Type Kind => typeof(TChange);

    private protected sealed override IEnumerable<Finding> Check(RuleContext context) =>
        context.Change is TChange change ? Check(change, context) : [];

    protected abstract IEnumerable<Finding> Check(TChange change, RuleContext context);
}
