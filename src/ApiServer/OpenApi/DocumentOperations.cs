using Kubesharp.Api;
using static Kubesharp.ApiServer.OpenApi.WellKnownTypes;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>The paths that are no resources: discovery, version, the keys that sign tokens.</summary>
internal static class DocumentOperations
{
    private const string Json = "application/json";

    internal static readonly string[] Encodings = [Json, "application/yaml", "application/vnd.kubernetes.protobuf"];

    public static Answer Unauthorized { get; } = new("401", "Unauthorized", "");

    public static IEnumerable<KeyValuePair<string, Operation>> OfServer()
    {
        yield return new("/.well-known/openid-configuration/", new(
            "get", "getServiceAccountIssuerOpenIDConfiguration", "Who issues the tokens of service accounts.")
        {
            Tag = "WellKnown",
            Produces = [Json],
            Answers = Ok("string"),
        });
        yield return new("/openid/v1/jwks/", new(
            "get", "getServiceAccountIssuerOpenIDKeyset", "The public keys that verify tokens of service accounts.")
        {
            Tag = "openid",
            Produces = ["application/jwk-set+json"],
            Answers = Ok("string"),
        });
        yield return new("/version/", new("get", "getCodeVersion", "Which version the server is.")
        {
            Tag = "version",
            Consumes = [Json],
            Produces = [Json],
            Answers = Ok(VersionInfo),
        });
    }

    /// <summary><c>/api/</c>: the versions of the core group.</summary>
    public static KeyValuePair<string, Operation> OfCore() =>
        new("/api/", Discovery(
            "getCoreAPIVersions", "core", ApiVersions, "Which versions of the core group there are."));

    /// <summary><c>/apis/</c>: the groups.</summary>
    public static KeyValuePair<string, Operation> OfGroups() =>
        new("/apis/", Discovery(
            "getAPIVersions", "apis", ApiGroupList, "Which groups there are, with their versions."));

    public static KeyValuePair<string, Operation> OfGroup(string group)
    {
        string name = OperationNames.Group(group);
        return new($"/apis/{group}/", Discovery(
            $"get{OperationNames.Title(name)}APIGroup", name, ApiGroup, $"Which versions of {group} there are."));
    }

    public static KeyValuePair<string, Operation> OfVersion(GroupVersion groupVersion)
    {
        string path = groupVersion.Group.Length == 0 ? $"/api/{groupVersion}/" : $"/apis/{groupVersion}/";
        return new(path, Discovery(
            $"get{OperationNames.GroupVersion(groupVersion)}APIResources", OperationNames.Tag(groupVersion),
            ApiResourceList, $"Which resources of {groupVersion} there are."));
    }

    private static Operation Discovery(string id, string tag, string answer, string text) => new("get", id, text)
    {
        Tag = tag,
        Consumes = Encodings,
        Produces = Encodings,
        Answers = Ok(answer),
    };

    private static Answer[] Ok(string type) => [new("200", "OK", type), Unauthorized];
}
