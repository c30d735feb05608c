namespace Kubesharp.Make;

/// <summary>Where things stand in the working copy.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");
    /// <summary>The program, as scripts know it: a link into <see cref="ProgramFolder"/>.</summary>
    public static string Program { get; } = Path.Combine(Artifacts, "kubesharp");
    public static string ProgramFolder { get; } = Path.Combine(Artifacts, "app");
    public static string Images { get; } = Path.Combine(Artifacts, "images");
    public static string TestResults { get; } = Path.Combine(Artifacts, "test-results");

    private static string FindRoot()
    {
        string? start = AppContext.GetData("EntryPointFileDirectoryPath") as string;
        for (string? folder = start ?? Directory.GetCurrentDirectory(); folder is not null;
            folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Kubesharp.slnx")))
                return folder;
        }
        throw new MakeException("Kubesharp.slnx was not found in this folder or above it.",
            "Run `dotnet make.cs` in the working copy.");
    }
}
