using System.Text;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>A text that a regular expression most likely matches: letters, classes, groups, the first alternative, as few repetitions as it takes.</summary>
internal sealed class PatternSample
{
    private const int LongestRun = 300;

    private const int Deepest = 50;

    private const string Usual = "abcABC0123456789xyzXYZ_- .:/@#+";

    private readonly string _pattern;
    private readonly int _extra;
    private readonly int _turn;
    private int _at;
    private int _depth;

    private PatternSample(string pattern, int extra, int turn)
    {
        _pattern = pattern;
        _extra = extra;
        _turn = turn;
    }

    /// <param name="pattern">Anything: what it does not know it takes for a letter.</param>
    /// <param name="extra">Repetitions more than it takes.</param>
    /// <param name="turn">Another one takes other letters of a class, where it has others.</param>
    public static string Of(string pattern, int extra, int turn = 0) => new PatternSample(pattern, extra, turn).Alternatives();

    private bool IsEnd => _at >= _pattern.Length;

    private string Alternatives()
    {
        if (_depth++ > Deepest)
        {
            _at = _pattern.Length;
        }

        var first = Sequence();

        while (!IsEnd && _pattern[_at] == '|')
        {
            _at++;
            Sequence();
        }

        _depth--;
        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();

        while (!IsEnd && _pattern[_at] is not ('|' or ')'))
        {
            var atom = Atom();
            var times = Math.Min(Times(), LongestRun / Math.Max(1, atom.Length));

            for (var time = 0; time < times; time++)
            {
                text.Append(atom);
            }
        }

        return text.ToString();
    }

    private string Atom()
    {
        var character = _pattern[_at++];

        return character switch
        {
            '^' or '$' => "",
            '.' => "a",
            '(' => Group(),
            '[' => Class(),
            '\\' when !IsEnd => Escape(_pattern[_at++]),
            _ => character.ToString(),
        };
    }

    private string Group()
    {
        var isAhead = false;

        if (!IsEnd && _pattern[_at] == '?')
        {
            isAhead = _at + 1 < _pattern.Length && _pattern[_at + 1] is '=' or '!';
            _at = Math.Min(_pattern.Length, _at + 2);
        }

        var inner = Alternatives();
        _at++;
        return isAhead ? "" : inner;
    }

    private static string Escape(char character) => character switch
    {
        'd' => "1",
        'w' => "a",
        's' => " ",
        'S' or 'D' => "a",
        'W' => "-",
        'm' or 'M' or 'y' or 'b' or 'A' or 'Z' => "",
        _ => character.ToString(),
    };

    private string Class()
    {
        var isNegated = !IsEnd && _pattern[_at] == '^';
        _at += isNegated ? 1 : 0;
        var start = _at;
        var allowed = new StringBuilder();

        while (!IsEnd && (_pattern[_at] != ']' || _at == start))
        {
            allowed.Append(Member());
        }

        _at++;
        var members = allowed.ToString();
        var usual = Usual.Where(one => members.Contains(one) != isNegated).ToList();

        return usual.Count == 0 ? isNegated || members.Length == 0 ? "a" : members[..1] : usual[_turn == 0 ? 0 : (int)(Noise.Mix((ulong)((_turn * 1000) + start)) % (ulong)usual.Count)].ToString();
    }

    private string Member()
    {
        if (_pattern[_at] == '[' && _pattern.IndexOf(":]", _at, StringComparison.Ordinal) is > 0 and var end)
        {
            var name = _pattern[(_at + 1)..end].Trim(':');
            _at = end + 2;
            return name switch { "digit" => "0123456789", "upper" => "ABCXYZ", "space" => " ", "punct" => "-_.:", _ => "abcxyz" };
        }

        var first = _pattern[_at++];

        if (first == '\\' && !IsEnd)
        {
            return _pattern[_at++] switch { 'd' => "0123456789", 'w' => Usual, 's' => " ", var other => other.ToString() };
        }

        if (_at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
        {
            var last = _pattern[_at + 1];
            _at += 2;
            return new string([.. Usual.Where(one => one >= first && one <= last).Prepend(first)]);
        }

        return first.ToString();
    }

    private int Times()
    {
        var times = IsEnd ? 1 : _pattern[_at] switch { '*' => _extra, '?' => _extra == 0 ? 0 : 1, '+' => 1 + _extra, '{' => -1, _ => 1 };

        if (times < 0)
        {
            return Counted();
        }

        if (!IsEnd && _pattern[_at] is '*' or '?' or '+')
        {
            _at++;
            _at += !IsEnd && _pattern[_at] == '?' ? 1 : 0;
        }

        return times;
    }

    private int Counted()
    {
        var end = _pattern.IndexOf('}', _at);
        var counts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        _at = end < 0 ? _pattern.Length : end + 1;

        if (counts.Length == 0 || !int.TryParse(counts[0], out var least))
        {
            return 1;
        }

        return counts is [_, var most] ? most.Length == 0 ? least + _extra : int.TryParse(most, out var limit) ? Math.Min(limit, least + _extra) : least : least;
    }
}
