namespace Kubesharp.Make;

/// <summary>Clients of other projects that the tests run against the server, in exact versions.</summary>
internal static class ClientLibraries
{
    /// <summary>
    /// Debian packages: the Python client, and what runs the JavaScript one unless it is there from elsewhere.
    /// </summary>
    public static IReadOnlyList<string> Packages =>
    [
        "python3-kubernetes", .. Tool.Exists("node") ? (string[])[] : ["nodejs"],
        .. Tool.Exists("npm") ? (string[])[] : ["npm"],
    ];

    private static string Source => Path.Combine(Repository.Root, "tests/Integration/Clients");
    private static string Target => Path.Combine(Repository.Artifacts, "clients/javascript");

    /// <summary>
    /// Puts the modules of package-lock.json under artifacts/. Where there is no npm or no registry nothing is put
    /// there, and the test that needs them says so.
    /// </summary>
    public static async Task InstallAsync()
    {
        string lockFile = Path.Combine(Source, "package-lock.json");
        string installed = Path.Combine(Target, "package-lock.json");
        if (!Tool.Exists("npm") || (Directory.Exists(Path.Combine(Target, "node_modules")) && File.Exists(installed)
            && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(lockFile)))
        {
            return;
        }
        Directory.CreateDirectory(Target);
        File.Copy(Path.Combine(Source, "package.json"), Path.Combine(Target, "package.json"), overwrite: true);
        File.Copy(lockFile, installed, overwrite: true);
        ToolResult result = await Tool.TryAsync(
            "npm", "ci", "--prefix", Target, "--ignore-scripts", "--no-audit", "--no-fund");
        if (result.ExitCode == 0)
            return;
        Console.WriteLine($"The JavaScript client could not be installed; its test is skipped.\n{result.Tail}");
        Directory.Delete(Target, recursive: true);
    }
}
