// What every proposal of the example is called, the gate has to say of it: safe ones pass, risky ones are told of, and none of the others passes without a person.
#r "../src/Cake.ChangeGate/bin/Debug/net10.0/Cake.ChangeGate.dll"
var root = MakeAbsolute(Directory(".."));
var tool = root.CombineWithFilePath($"src/ChangeGate.Cli/bin/Debug/net10.0/changegate{(IsRunningOnWindows() ? ".exe" : "")}");
var wrong = new List<string>();

foreach (var (target, folder) in new[] { ("shop-postgres", "postgres"), ("shop-sqlite", "sqlite") })
{
    foreach (var proposal in GetSubDirectories(root.Combine("migrations-example").Combine(folder).Combine("proposals")).OrderBy(path => path.FullPath, StringComparer.Ordinal))
    {
        var name = proposal.GetDirectoryName();
        var result = ChangeGateCheck(new ChangeGateCheckSettings
        {
            ToolPath = tool,
            WorkingDirectory = root.Combine("migrations-example"),
            Target = target,
            Folder = $"{folder}/proposals/{name}",
            History = folder,
            FailOn = ChangeGateFailOn.Never,
        });

        var isAllowed = result.Verdict == ChangeGateVerdict.Allowed;
        var isRight = name.Split('-')[0] switch { "safe" => isAllowed, "risky" => result.Findings.Any(), _ => !isAllowed };

        if (!isRight)
        {
            wrong.Add($"{target} {name}: {result.Verdict}");
        }
    }
}

if (wrong.Count > 0)
{
    throw new CakeException($"The gate judges otherwise than the example says: {string.Join("; ", wrong)}.");
}
