namespace Kubesharp.Make;

/// <summary>Compiles the program.</summary>
internal static class Build
{
    // One configuration for the program, the tests and the benches, so that everything is compiled once.
    public const string Configuration = "Release";

    private static readonly string[] Quiet =
        ["--nologo", "-v", "q", "-clp:NoSummary", "-c", Configuration];

    private static string ProgramProject { get; } = Path.Combine(Repository.Root, "src/Kubesharp/Kubesharp.csproj");

    /// <summary>Leaves the program at artifacts/kubesharp.</summary>
    public static async Task ProgramAsync()
    {
        // ReadyToRun: native code beside the IL halves the time from launch to /readyz.
        await DotnetAsync(["publish", ProgramProject, .. Quiet, "-r", RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-o", Repository.ProgramFolder]);
        FileInfo link = new(Repository.Program);
        if (link.LinkTarget != "app/kubesharp")
        {
            link.Delete();
            File.CreateSymbolicLink(Repository.Program, "app/kubesharp");
        }
    }

    /// <summary>A folder that needs no .NET on the machine it is copied to.</summary>
    public static async Task<string> PublishAsync()
    {
        string folder = Path.Combine(Repository.Artifacts, "publish", RuntimeIdentifier);
        await DotnetAsync(["publish", ProgramProject, .. Quiet, "-r", RuntimeIdentifier, "--self-contained", "true",
            "-p:PublishReadyToRun=true", "-p:PublishSingleFile=true", "-p:IncludeNativeLibrariesForSelfExtract=true",
            "-o", folder]);
        return Path.Combine(folder, "kubesharp");
    }

    /// <summary>Compiles one more project of the repository (tests, benches) and what it refers to.</summary>
    public static Task ProjectAsync(string project) =>
        DotnetAsync(["build", Path.Combine(Repository.Root, project), .. Quiet]);

    /// <summary>The executable that <see cref="ProjectAsync"/> has left.</summary>
    public static string ExecutableOf(string projectFolder, string assembly) =>
        Path.Combine(Repository.Root, projectFolder, "bin", Configuration, "net10.0", assembly);

    private static string RuntimeIdentifier => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier
        switch
        {
            // A portable identifier: the program runs on every distribution.
            string identifier when identifier.EndsWith("-arm64", StringComparison.Ordinal) => "linux-arm64",
            _ => "linux-x64",
        };

    private static async Task DotnetAsync(string[] arguments)
    {
        ToolResult result = await Tool.TryAsync("dotnet", arguments);
        if (result.ExitCode == 0)
            return;
        IEnumerable<string> errors = result.Output.Split('\n')
            .Where(line => line.Contains(": error", StringComparison.Ordinal)).Distinct().Take(40);
        string text = string.Join('\n', errors);
        throw new MakeException($"`{result.CommandLine}` failed:\n{(text.Length > 0 ? text : result.Tail)}");
    }
}
