using ChangeGate.Cli;

return await CommandLine.RunAsync(args, CancellationToken.None);
