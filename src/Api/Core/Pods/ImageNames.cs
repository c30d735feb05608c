namespace Kubesharp.Api.Core;

/// <summary>What an image's name says: whether it can be one, and which tag it asks for.</summary>
internal static class ImageNames
{
    /// <summary>Always for the tag latest, which is also what no tag and no digest means.</summary>
    public static string PullPolicyFor(string image) =>
        TagOf(image) is "latest" ? "Always" : "IfNotPresent";

    // Empty for a digest without tag, and for what is no name of an image: that is for the kubelet to complain about.
    private static ReadOnlySpan<char> TagOf(string image)
    {
        int digest = image.IndexOf('@', StringComparison.Ordinal);
        ReadOnlySpan<char> name = digest < 0 ? image : image.AsSpan(0, digest);
        int colon = name.LastIndexOf(':');
        // A colon before a slash belongs to the port of the registry.
        bool tagged = colon > name.LastIndexOf('/');
        ReadOnlySpan<char> tag = tagged ? name[(colon + 1)..] : digest < 0 ? "latest" : "";
        return IsRepository(tagged ? name[..colon] : name) ? tag : [];
    }

    // [registry/]path, where only the registry may have capital letters.
    private static bool IsRepository(ReadOnlySpan<char> name)
    {
        int slash = name.IndexOf('/');
        ReadOnlySpan<char> first = slash < 0 ? [] : name[..slash];
        bool registry = first.IndexOfAny('.', ':') >= 0 || first is "localhost"
            || first.IndexOfAnyInRange('A', 'Z') >= 0;
        ReadOnlySpan<char> path = registry ? name[(slash + 1)..] : name;
        if (path.IsEmpty)
            return false;
        foreach (char current in path)
        {
            if (!char.IsAsciiLetterLower(current) && !char.IsAsciiDigit(current)
                && current is not ('/' or '.' or '_' or '-'))
                return false;
        }
        return char.IsAsciiLetterOrDigit(path[0]) && char.IsAsciiLetterOrDigit(path[^1]);
    }
}
