namespace Kubesharp.Tests.Tidy;

/// <summary>The files of the repository, for tests about the repository itself.</summary>
internal static class WorkingCopy
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", ".git", ".vs", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths below a folder, relative to the root, without what a build makes.</summary>
    public static IEnumerable<string> Files(string folder, string extension) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => file.Name.EndsWith(extension, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        if (!folder.Exists)
            return [];
        return folder.EnumerateFiles().Concat(folder.EnumerateDirectories()
            .Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Kubesharp.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run inside a working copy.");
    }
}
