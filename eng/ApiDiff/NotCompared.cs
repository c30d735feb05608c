namespace Kubesharp.ApiDiff;

/// <summary>
/// What a published document has of features that are alpha or going away and are not here. Each stands on nearly every
/// operation, and would bury what a new version really brings.
/// </summary>
public static class NotCompared
{
    public const string Text =
        "not compared: descriptions; the encodings application/cbor (alpha); the parameter shardSelector (alpha); "
        + "the paths below /logs/ (deprecated)";

    public static bool Encoding(string mediaType) => mediaType.Contains("cbor", StringComparison.Ordinal);

    public static bool Parameter(string name) => name == "shardSelector";

    public static bool Path(string path) => path.StartsWith("/logs/", StringComparison.Ordinal);
}
