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

    // Debian 12's kubectl is of 1.20: it knows exec, attach and port-forward over SPDY only.
    private const string OlderKubectlPackage = "kubernetes-client";

    private static string OlderKubectl => Path.Combine(Repository.Artifacts, "clients/kubectl-1.20/kubectl");
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

    /// <summary>
    /// Puts an older kubectl beside the machine's own. Where its package cannot be had nothing is put there, and the
    /// tests that need it say so.
    /// </summary>
    public static async Task InstallOlderKubectlAsync()
    {
        if (File.Exists(OlderKubectl) || !Tool.Exists("apt-get") || !Tool.Exists("dpkg"))
            return;
        string folder = Directory.CreateTempSubdirectory("kubesharp-kubectl-").FullName;
        try
        {
            // apt-get changes to the user _apt for a download, who must be able to write here.
            await Tool.RunAsync("chmod", "a+rwx", folder);
            ToolResult got = await Tool.TryAsync(
                "sh", "-c", "cd \"$0\" && apt-get -qq download \"$1\" && dpkg -x *.deb .", folder, OlderKubectlPackage);
            string program = Path.Combine(folder, "usr/bin/kubectl");
            if (got.ExitCode != 0 || !File.Exists(program))
            {
                Console.WriteLine($"The older kubectl could not be had; its tests are skipped.\n{got.Tail}");
                return;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(OlderKubectl)!);
            File.Copy(program, OlderKubectl, overwrite: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
