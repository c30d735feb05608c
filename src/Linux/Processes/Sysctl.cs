namespace Kubesharp.Linux.Processes;

/// <summary>
/// Kernel settings under /proc/sys by dotted name. Those below <c>net.</c> belong to the network namespace of the
/// thread
/// that reads or writes: go through <see cref="Namespaces.NetworkNamespace"/>.
/// </summary>
public static class Sysctl
{
    /// <summary>Null when this kernel has no such setting.</summary>
    public static string? Read(string name) => Find(name) is { } path ? File.ReadAllText(path).Trim() : null;

    /// <summary>Writes unless the value is there already.</summary>
    /// <returns>False when this kernel has no such setting.</returns>
    public static bool Write(string name, string value)
    {
        if (Find(name) is not { } path)
            return false;
        if (File.ReadAllText(path).Trim() != value)
            File.WriteAllText(path, value);
        return true;
    }

    private static string? Find(string name)
    {
        // As sysctl(8): a slash stands for a dot inside a part, such as an interface named eth0.100.
        string path = "/proc/sys/" + string.Create(name.Length, name, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = text[i] switch { '.' => '/', '/' => '.', char other => other };
        });
        return File.Exists(path) ? path : null;
    }
}
