// The targets of this repository: dotnet tool restore && dotnet cake build/build.cake --target=Gate
// ./build/test and ./build/demo need no Cake, and test what is delivered on every engine.
var target = Argument("target", "Gate");
var root = MakeAbsolute(Directory(".."));
var packages = root.Combine("artifacts/packages");
var solution = root.CombineWithFilePath("ChangeGate.sln");

// Every target speaks of the repository, wherever this script lies.
Setup(context => context.Environment.WorkingDirectory = root);

Task("Clean")
    .Description("Empties what builds and packs leave behind.")
    .Does(() => CleanDirectories(new[] { packages }.Concat(GetDirectories("src/*/bin")).Concat(GetDirectories("src/*/obj")).Concat(GetDirectories("tests/*/bin")).Concat(GetDirectories("tests/*/obj"))));

Task("Restore")
    .Description("Restores all packages.")
    .Does(() => DotNetRestore(solution.FullPath));

Task("Build")
    .Description("Builds everything; a warning is an error.")
    .IsDependentOn("Restore")
    .Does(() => DotNetBuild(solution.FullPath, new DotNetBuildSettings { NoRestore = true, Verbosity = DotNetVerbosity.Quiet, NoLogo = true }));

Task("Format")
    .Description("Fails where the format of a file is not the agreed one.")
    .IsDependentOn("Restore")
    .Does(() => DotNetFormat(solution.FullPath, new DotNetFormatSettings { NoRestore = true, VerifyNoChanges = true }));

Task("Test")
    .Description("Runs the tests that need no server. ./build/test runs all.")
    .IsDependentOn("Build")
    .Does(() => Start(root.CombineWithFilePath("tests/ChangeGate.Tests/bin/Debug/net10.0/ChangeGate.Tests.dll"), "--progress", "off"));

Task("Pack")
    .Description("Packs the addin into artifacts/packages.")
    .IsDependentOn("Build")
    .Does(() => DotNetPack(root.CombineWithFilePath("src/Cake.ChangeGate/Cake.ChangeGate.csproj").FullPath, new DotNetPackSettings { Configuration = "Debug", NoBuild = true, NoLogo = true, OutputDirectory = packages }));

Task("Demo")
    .Description("Tells the story of one destructive migration with the tool as it was built.")
    .IsDependentOn("Build")
    .Does(() => Start(root.CombineWithFilePath("src/ChangeGate.Cli/bin/Debug/net10.0/changegate.dll"), "demo"));

// A script of its own, because the addin that it refers to is what Build makes.
Task("Gate")
    .Description("Judges the proposals of migrations-example with the addin of this repository.")
    .IsDependentOn("Build")
    .Does(context => Start(context.Environment.ApplicationRoot.CombineWithFilePath("Cake.dll"), root.CombineWithFilePath("build/gate.cake").FullPath));

RunTarget(target);

void Start(FilePath program, params string[] arguments)
{
    var builder = new ProcessArgumentBuilder().AppendQuoted(program.FullPath);

    foreach (var argument in arguments)
    {
        builder.AppendQuoted(argument);
    }

    var code = StartProcess("dotnet", new ProcessSettings { Arguments = builder });

    if (code != 0)
    {
        throw new CakeException(code, $"{program.GetFilename()} ended with exit code {code}.");
    }
}
