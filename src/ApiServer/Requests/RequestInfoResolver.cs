namespace Kubesharp.ApiServer.Requests;

/// <summary>Reads a <see cref="RequestInfo"/> from method and path. Pure.</summary>
public static class RequestInfoResolver
{
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The decoded path.</param>
    /// <param name="query">The query, for <c>watch</c> and a field selector that names one object.</param>
    public static RequestInfo Resolve(string method, string path, QueryValues query)
    {
        RequestInfo other = new() { Path = path, Verb = method.ToLowerInvariant() };
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int next = parts switch
        {
            ["api", _, _, ..] => 1,
            ["apis", _, _, _, ..] => 1,
            _ => 0,
        };
        if (next == 0)
            return other;

        string group = parts[0] == "apis" ? parts[next++] : "";
        string version = parts[next++];
        bool legacyWatch = parts[next] == "watch";
        if (legacyWatch && ++next == parts.Length)
            return other;
        (string @namespace, next) = ReadNamespace(parts, next);
        string resource = parts[next];
        string name = next + 1 < parts.Length ? parts[next + 1] : "";
        string subresource = next + 2 < parts.Length ? parts[next + 2] : "";
        if (resource == "namespaces")
            @namespace = name;
        string verb = VerbOf(method, name, legacyWatch, query);
        return new()
        {
            IsResourceRequest = true,
            Path = path,
            Verb = verb,
            Group = group,
            Version = version,
            Namespace = @namespace,
            Resource = resource,
            Name = name.Length > 0 ? name : NameInSelector(verb, query["fieldSelector"]),
            Subresource = subresource,
            Tail = TailAfter(path, parts, next + 3),
        };
    }

    // namespaces/N/RESOURCE lies in a namespace; namespaces/N, /status and /finalize are about the namespace itself.
    private static (string Namespace, int Next) ReadNamespace(string[] parts, int next)
    {
        bool within = parts[next] == "namespaces" && next + 2 < parts.Length
            && parts[next + 2] is not ("status" or "finalize");
        return within ? (parts[next + 1], next + 2) : ("", next);
    }

    private static string VerbOf(string method, string name, bool legacyWatch, QueryValues query)
    {
        switch (method)
        {
            case "GET" or "HEAD":
                if (legacyWatch || (name.Length == 0 && query.Flag("watch")))
                    return "watch";
                // One object is watched by a list's watch with its name as field selector, or by the older path.
                return name.Length == 0 ? "list" : "get";
            case "POST":
                return "create";
            case "PUT":
                return "update";
            case "PATCH":
                return "patch";
            case "DELETE":
                return name.Length == 0 ? "deletecollection" : "delete";
            default:
                return method.ToLowerInvariant();
        }
    }

    // A list narrowed to one name may be allowed by a role that names it (resourceNames).
    internal static string NameInSelector(string verb, string selector)
    {
        const string prefix = "metadata.name=";
        if (verb is not ("list" or "watch" or "deletecollection"))
            return "";
        foreach (Range part in selector.AsSpan().Split(','))
        {
            ReadOnlySpan<char> requirement = selector.AsSpan()[part].Trim();
            if (!requirement.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> name = requirement[prefix.Length..].TrimStart('=');
            // What could not stand in a path names no object.
            return name is "." or ".." || name.ContainsAny('/', '%') ? "" : name.ToString();
        }
        return "";
    }

    private static string TailAfter(string path, string[] parts, int count)
    {
        if (count >= parts.Length)
            return "";
        string tail = string.Join('/', parts[count..]);
        return path.EndsWith('/') ? tail + "/" : tail;
    }
}
