using System.Buffers;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Redaction;

/// <summary>
/// Takes secrets out of what is kept and signed. Every character of one but line breaks becomes a <see cref="Blank"/>, so that places in the text
/// stay what they are; how long it was can be seen.
/// </summary>
public sealed class Redactor(ISqlDialect sql, RedactionScope scope)
{
    public const char Blank = '•';

    // A shorter one is found in too many words that have nothing to do with it.
    private const int ShortestInProse = 6;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private SearchValues<string>? _search;

    /// <summary>What a script must not tell, in its order.</summary>
    public EquatableList<Removal> Removals(string script) => [.. SecretReader.Read(script, sql, scope)];

    /// <summary>The same script without it.</summary>
    public static string Mask(string script, EquatableList<Removal> removals) => removals.Count == 0 ? script : string.Create(script.Length, (script, removals), static (masked, from) =>
    {
        from.script.CopyTo(masked);

        foreach (var removal in from.removals)
        {
            foreach (ref var c in masked.Slice(removal.Span.Start, removal.Span.Length))
            {
                c = c is '\r' or '\n' ? c : Blank;
            }
        }
    });

    /// <summary>The same, and messages that quote it do not tell it either.</summary>
    public string Take(string script, out EquatableList<Removal> removals)
    {
        removals = Removals(script);

        foreach (var removal in removals)
        {
            if (removal.Span.Length >= ShortestInProse && removal.Reason != RemovalReason.Value && _taken.Add(script.Substring(removal.Span.Start, removal.Span.Length)))
            {
                _search = null;
            }
        }

        return Mask(script, removals);
    }

    /// <summary>A message without what was taken out of scripts, or shows by itself what it is.</summary>
    public string Prose(string message)
    {
        var masked = Mask(message, [.. SecretPatterns.Find(message, new Span(0, message.Length))]);

        if (_taken.Count == 0)
        {
            return masked;
        }

        _search ??= SearchValues.Create([.. _taken], StringComparison.Ordinal);
        var text = masked.ToCharArray();

        for (var at = 0; text.AsSpan(at).IndexOfAny(_search) is var next and >= 0;)
        {
            var rest = text.AsSpan(at + next);
            var length = 1;

            // The longest: one may begin another.
            foreach (var value in _taken)
            {
                length = value.Length > length && rest.StartsWith(value) ? value.Length : length;
            }

            rest[..length].Fill(Blank);
            at += next + length;
        }

        return new string(text);
    }
}
