using Kubesharp.Api;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>The parameters that operations have in common.</summary>
internal static class Parameters
{
    public static Parameter Pretty { get; } =
        Query("pretty", "string", "Indent the answer; true, or any value but false.");
    public static Parameter Namespace { get; } = Path("namespace", "The namespace that the object is in.");

    private static readonly Parameter Bookmarks = Query(
        "allowWatchBookmarks", "boolean",
        "A watch also sends bookmarks: events of type BOOKMARK whose only content is how far the watch has come.");
    private static readonly Parameter Watch = Query(
        "watch", "boolean", "Follow changes instead of listing: a stream of events from resourceVersion on.");

    private static readonly Parameter[] Selecting =
    [
        Query(
            "continue", "string",
            "Where to go on: metadata.continue of the page before. A token that has expired is answered with 410."),
        Query("fieldSelector", "string", "Only objects with these fields: metadata.name=a,spec.nodeName!=b."),
        Query("labelSelector", "string", "Only objects with these labels: app=web,tier in (a, b),!canary."),
        Query(
            "limit", "integer", "At most so many objects in an answer; metadata.continue then leads to the next page."),
        Query(
            "resourceVersion", "string",
            "Which state to read: empty for the newest, 0 for any that is cached, a revision for that or a newer one."),
        Query(
            "resourceVersionMatch", "string",
            "How resourceVersion is meant: NotOlderThan it or Exact. One of: Exact, NotOlderThan."),
        Query(
            "sendInitialEvents", "boolean",
            "A watch begins with an ADDED event for each object there is, then a bookmark that says so."),
        Query("timeoutSeconds", "integer", "After how many seconds the call ends by itself, whatever it has sent."),
    ];

    /// <summary>Of a list or a watch.</summary>
    public static IReadOnlyList<Parameter> Listing { get; } = [Bookmarks, .. Selecting, Watch];

    private static readonly Parameter DryRun = Query(
        "dryRun", "string", "Do everything but store the result. One of: All.");

    /// <summary>Of a create or an update.</summary>
    public static IReadOnlyList<Parameter> Writing { get; } =
    [
        DryRun,
        Query(
            "fieldManager", "string",
            "Who the written fields belong to, up to 128 characters; otherwise the User-Agent says it."),
        Query(
            "fieldValidation", "string",
            "What to do about unknown and duplicate fields: drop them, drop them with a warning (the default), or "
            + "refuse. One of: Ignore, Warn, Strict."),
    ];

    /// <summary>Of a patch.</summary>
    public static IReadOnlyList<Parameter> Patching { get; } =
    [
        .. Writing,
        Query("force", "boolean", "An apply takes over fields that others own instead of reporting a conflict."),
    ];

    /// <summary>Of a deletion.</summary>
    public static IReadOnlyList<Parameter> Deleting { get; } =
    [
        DryRun,
        Query(
            "gracePeriodSeconds", "integer",
            "How long the object may take to go; 0 is at once. The kind has a default."),
        Query(
            "ignoreStoreReadErrorWithClusterBreakingPotential", "boolean",
            "Delete an object that cannot be read from the store, without finalizers and preconditions. Dangerous."),
        Query(
            "orphanDependents", "boolean", "Deprecated, see propagationPolicy: dependents stay (true) or go (false)."),
        Query(
            "propagationPolicy", "string",
            "What becomes of dependents: they stay, go afterwards, or go first. One of: Orphan, Background, Foreground."),
    ];

    /// <summary>Of a deletion of all that a selection finds.</summary>
    public static IReadOnlyList<Parameter> DeletingMany { get; } = [.. Selecting, .. Deleting];

    public static Parameter Name(string kind) => Path("name", $"The name of the {kind}.");

    public static Parameter Path(string name, string text) => new(name, "path", "string", text);

    /// <summary>What an options message takes from the query: its fields of plain types.</summary>
    public static IEnumerable<Parameter> Of(Schema options)
    {
        foreach (SchemaField field in options.Fields)
        {
            Schema plain = field.Type.Kind == SchemaKind.List ? field.Type.Element! : field.Type;
            string? type = plain.Kind switch
            {
                SchemaKind.String => "string",
                SchemaKind.Integer => "integer",
                SchemaKind.Boolean => "boolean",
                _ => null,
            };
            if (type is not null)
                yield return Query(field.Name, type, field.Description);
        }
    }

    private static Parameter Query(string name, string type, string text) => new(name, "query", type, text);
}
