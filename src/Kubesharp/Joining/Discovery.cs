using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Options;

namespace Kubesharp.Joining;

/// <summary>
/// How a machine comes to know a cluster's authority from nothing but a server's address and a token, as kubeadm does:
/// it reads <c>kube-public/cluster-info</c> from whoever answers, believes it when the token has signed it and the
/// authority in it has the hash that came with the token, and then reads it again from a server of that authority.
/// </summary>
internal static class Discovery
{
    private const int AnswerBytesMax = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>The authority in PEM.</returns>
    /// <exception cref="OptionsException">
    /// It cannot be reached, or it is not the cluster that the token is of.
    /// </exception>
    public static async Task<string> AuthorityOfAsync(
        string server, JoinToken join, bool skipHash, CancellationToken cancellationToken)
    {
        // Nobody is believed yet, so anybody may answer; what he says is checked by the token.
        ConfigMap first = await ReadAsync(server, null, cancellationToken);
        string authorityPem = Check(first, join, skipHash, server);
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authorityPem);
        ConfigMap second = await ReadAsync(server, authorities, cancellationToken);
        if (second.Data.GetValueOrDefault(ClusterInfo.Content) != first.Data.GetValueOrDefault(ClusterInfo.Content))
            throw new OptionsException([$"{server} gave two different answers about its cluster"]);
        return authorityPem;
    }

    /// <summary>
    /// The authority that a ConfigMap tells of, if the token and the hashes say that it is true. Pure.
    /// </summary>
    internal static string Check(ConfigMap map, JoinToken join, bool skipHash, string server)
    {
        string content = map.Data.GetValueOrDefault(ClusterInfo.Content, "");
        string id = join.Token.Id;
        if (!map.Data.TryGetValue(ClusterInfo.SignaturePrefix + id, out string? signature))
            throw new OptionsException([$"{server} knows no token {id}: it has expired, or is another cluster's"]);
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(join.Token.SignatureOf(content))))
        {
            throw new OptionsException([$"what {server} says about its cluster is not signed with the token {id}"]);
        }
        string authorityPem = AuthorityIn(content)
            ?? throw new OptionsException([$"what {server} says about its cluster names no authority"]);
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(authorityPem);
        }
        catch (CryptographicException exception)
        {
            throw new OptionsException([$"the authority of {server} cannot be read: {exception.Message}"]);
        }
        if (!skipHash && !authorities.Any(one => join.AuthorityHashes.Contains(JoinToken.HashOf(one))))
        {
            string seen = string.Join(", ", authorities.Select(JoinToken.HashOf));
            throw new OptionsException([
                $"the authority of {server} is {(seen.Length > 0 ? seen : "empty")}, not "
                + string.Join(" or ", join.AuthorityHashes),
            ]);
        }
        return authorityPem;
    }

    private static string? AuthorityIn(string content)
    {
        try
        {
            if (YamlReader.Parse(content) is TreeObject root
                && root["clusters"] is TreeList { Items: [TreeObject entry, ..] }
                && entry["cluster"] is TreeObject cluster
                && cluster["certificate-authority-data"]?.Text is { Length: > 0 } text)
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(text));
            }
        }
        catch (Exception exception) when (exception is FormatException or DecodeException)
        {
            // Signed or not, it is of no use.
        }
        return null;
    }

    private static async Task<ConfigMap> ReadAsync(
        string server, X509Certificate2Collection? authorities, CancellationToken cancellationToken)
    {
        SslClientAuthenticationOptions tls = authorities is null
            ? new() { RemoteCertificateValidationCallback = static (_, _, _, _) => true }
            : ServerConnection.Tls(authorities);
        using SocketsHttpHandler handler = new() { SslOptions = tls, AllowAutoRedirect = false };
        using HttpClient http = new(handler) { Timeout = Limit, MaxResponseContentBufferSize = AnswerBytesMax };
        string url = $"{server.TrimEnd('/')}/api/v1/namespaces/{ClusterInfo.Namespace}/configmaps/{ClusterInfo.Name}";
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(url), cancellationToken);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden
                or HttpStatusCode.Unauthorized)
            {
                throw new OptionsException([
                    $"{server} lets nobody join yet ({(int)answer.StatusCode} for {ClusterInfo.Name}): make the token "
                    + "with `kubesharp token create`",
                ]);
            }
            if (!answer.IsSuccessStatusCode)
                throw new OptionsException([$"{server} answered {(int)answer.StatusCode} for {ClusterInfo.Name}"]);
            return ApiJson.Read<ConfigMap>(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or DecodeException or JsonException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            string why = exception.InnerException?.Message ?? exception.Message;
            throw new OptionsException([$"{server} cannot be asked about its cluster: {why}"]);
        }
    }
}
