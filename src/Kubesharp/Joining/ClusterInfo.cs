using Kubesharp.Api.Core;
using Kubesharp.Api.Rbac;
using Kubesharp.Client;

namespace Kubesharp.Joining;

/// <summary>
/// The ConfigMap <c>kube-public/cluster-info</c>: where the server is and who its authority is, open to everybody and
/// signed with each bootstrap token. Names, place and content are kubeadm's.
/// </summary>
internal static class ClusterInfo
{
    public const string Namespace = "kube-public", Name = "cluster-info", Content = "kubeconfig";
    public const string SignaturePrefix = "jws-kubeconfig-";
    private const string Reader = "kubeadm:bootstrap-signer-clusterinfo";
    private const string Rbac = "rbac.authorization.k8s.io";

    /// <summary>
    /// Sees to it that the ConfigMap is there, and that machines which the cluster does not know yet may read it. A
    /// cluster in which nobody has made a token shows nothing to strangers.
    /// </summary>
    public static async Task<ApiError?> EnsureAsync(
        ApiClient client, string serverUrl, string authorityPem, CancellationToken cancellationToken)
    {
        ApiResult<ConfigMap> found = await client.GetAsync<ConfigMap>(new(Namespace, Name), cancellationToken);
        string due = ContentOf(serverUrl, authorityPem);
        ApiError? error = found switch
        {
            { Error.IsNotFound: true } => (await client.CreateAsync(
                new ConfigMap
                {
                    Metadata = new() { Name = Name, Namespace = Namespace },
                    Data = new Dictionary<string, string>(StringComparer.Ordinal) { [Content] = due },
                },
                cancellationToken)).Error,
            { Value: { } map } when map.Data.GetValueOrDefault(Content) != due => (await client.UpdateAsync(
                map with
                {
                    Data = new Dictionary<string, string>(map.Data, StringComparer.Ordinal) { [Content] = due },
                },
                cancellationToken)).Error,
            _ => found.Error,
        };
        if (error is not null)
            return error;
        Role role = new()
        {
            Metadata = new() { Name = Reader, Namespace = Namespace },
            Rules = [new() { Verbs = ["get"], ApiGroups = [""], Resources = ["configmaps"], ResourceNames = [Name] }],
        };
        RoleBinding binding = new()
        {
            Metadata = new() { Name = Reader, Namespace = Namespace },
            RoleRef = new() { ApiGroup = Rbac, Kind = "Role", Name = Reader },
            Subjects = [new() { Kind = "User", ApiGroup = Rbac, Name = "system:anonymous" }],
        };
        error = (await client.CreateAsync(role, cancellationToken)).Error;
        if (error is not (null or { IsAlreadyExists: true }))
            return error;
        error = (await client.CreateAsync(binding, cancellationToken)).Error;
        return error is { IsAlreadyExists: true } ? null : error;
    }

    /// <summary>
    /// Where nodes reach the server: its own entry in the Service <c>kubernetes</c>, or else the address in the
    /// administrator's kubeconfig.
    /// </summary>
    public static async Task<string> ServerUrlAsync(
        ApiClient client, string adminUrl, CancellationToken cancellationToken)
    {
#pragma warning disable CS0618 // Endpoints: deprecated for users, and where servers announce themselves.
        ApiResult<Endpoints> found = await client.GetAsync<Endpoints>(new("default", "kubernetes"), cancellationToken);
#pragma warning restore CS0618
        if (found.Value?.Subsets is not [var subset, ..]
            || subset is not { Addresses: [{ Ip: { Length: > 0 } address }, ..], Ports: [var port, ..] })
        {
            return adminUrl;
        }
        string host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
        return $"https://{host}:{port.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private static string ContentOf(string serverUrl, string authorityPem) => $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authorityPem))}
            server: {serverUrl}
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        preferences: {"{}"}
        users: null

        """;
}
