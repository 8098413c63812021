using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>Completion for fish, with descriptions.</summary>
internal static class FishCompletion
{
    public static string Render(IReadOnlyList<Verb> verbs)
    {
        var script = new StringBuilder("# fish completion of changegate: changegate completion fish | source\nfunction __changegate_verb\n    set -l words (commandline -opc)\n    set -e words[1]\n    set -l verb\n    for word in $words\n        set -l next (string join ' ' -- $verb $word)\n        switch $next\n");
        script.Append($"            case {string.Join(' ', verbs.Skip(1).Select(static verb => Quote(verb.Path)))}\n                set verb $next\n            case '*'\n                break\n        end\n    end\n    test \"$verb\" = \"$argv[1]\"\nend\ncomplete -c changegate -f\n");

        foreach (var verb in verbs)
        {
            var here = $"complete -c changegate -n {Quote($"__changegate_verb {Quote(verb.Path)}")}";

            foreach (var child in verb.Children)
            {
                script.Append($"{here} -a {Quote(child.Command.Name)} -d {Quote(OneLine.Of(child.Description))}\n");
            }

            foreach (var argument in verb.Arguments)
            {
                script.Append(Verb.WordsOf(argument).Any() ? $"{here} -a {Quote(string.Join(' ', Verb.WordsOf(argument)))} -d {Quote(OneLine.Of(argument.Name))}\n" : $"{here} -F\n");
            }

            foreach (var option in verb.Options)
            {
                foreach (var name in option.Names)
                {
                    script.Append($"{here} -l {Quote(name[2..])}{Value(option)} -d {Quote(OneLine.Of(option.Description))}\n");
                }
            }

            script.Append($"{here} -l help -d 'Show help.'\n");
        }

        return script.ToString();
    }

    public static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Value(VerbOption option) => option switch
    {
        { Value: null } => "",
        _ when option.Words.Any() => $" -x -a {Quote(string.Join(' ', option.Words))}",
        { TakesFolder: true } => " -x -a '(__fish_complete_directories)'",
        { TakesFile: true } => " -r -F",
        _ => " -x",
    };
}
