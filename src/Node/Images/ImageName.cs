using System.Text.RegularExpressions;

namespace Kubesharp.Kubelet.Images;

/// <summary>The grammar of image references, from the distribution project.</summary>
internal static partial class ImageName
{
    public static bool IsValid(string image) => image.Length is > 0 and <= 4096 && Reference().IsMatch(image);

    /// <summary>The registry an image comes from: the first part when it looks like a host.</summary>
    public static string RegistryOf(string image)
    {
        int slash = image.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : image[..slash];
        return first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal)
            || first == "localhost"
            ? first
            : "docker.io";
    }

    /// <summary>
    /// The full name without tag and digest: <c>docker.io/library/busybox</c> for <c>busybox:1.36</c>.
    /// </summary>
    public static string RepositoryOf(string image)
    {
        int digest = image.IndexOf('@', StringComparison.Ordinal);
        string name = digest < 0 ? image : image[..digest];
        int tag = name.IndexOf(':', name.LastIndexOf('/') + 1);
        if (tag >= 0)
            name = name[..tag];
        string registry = RegistryOf(image);
        string path = name.StartsWith(registry + "/", StringComparison.Ordinal) ? name[(registry.Length + 1)..] : name;
        if (registry == "index.docker.io")
            registry = "docker.io";
        bool isOfficial = registry == "docker.io" && !path.Contains('/', StringComparison.Ordinal);
        return isOfficial ? $"{registry}/library/{path}" : $"{registry}/{path}";
    }

    /// <summary>Whether the name says which image exactly enough not to look for a newer one each time.</summary>
    public static bool IsLatest(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        string last = image[(image.LastIndexOf('/') + 1)..];
        int colon = last.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || last[(colon + 1)..] == "latest";
    }

    [GeneratedRegex(
        @"^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/"
        + @"|\[[0-9a-fA-F:]+\](?::[0-9]+)?/)?"
        + @"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*"
        + @"(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
