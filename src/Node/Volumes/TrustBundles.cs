using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.Api.Certificates.V1Beta1;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Client;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>The authorities that a projection of ClusterTrustBundles names (KEP-3257).</summary>
internal sealed class TrustBundles(ApiClient client)
{
    /// <returns>PEM, each certificate once. Empty when nothing matches and the projection is optional.</returns>
    /// <exception cref="SetupException">Nothing matches.</exception>
    public async Task<string> GetAsync(ClusterTrustBundleProjection source, CancellationToken cancellationToken)
    {
        bool isOptional = source.Optional == true;
        if (source.Name is { } name)
        {
            ApiResult<ClusterTrustBundle> found =
                await client.GetAsync<ClusterTrustBundle>(new("", name), cancellationToken);
            if (found.Value is { } bundle)
                return Merge([bundle.Spec.TrustBundle]);
            return isOptional && found.Error is { IsNotFound: true } ? "" : throw new SetupException(
                ProjectedFiles.Reason, found.Error?.Message ?? $"clustertrustbundle \"{name}\" not found");
        }
        (Api.ObjectList<ClusterTrustBundle>? list, ApiError? error) =
            await client.ListAsync<ClusterTrustBundle>("", cancellationToken);
        if (list is null && !(isOptional && error is { IsNotFound: true }))
            throw new SetupException(ProjectedFiles.Reason, error?.Message ?? "no answer");
        // No selector selects nothing, an empty one everything.
        string[] matching =
        [
            .. (list?.Items ?? []).Where(bundle => bundle.Spec.SignerName == source.SignerName
                    && source.LabelSelector is { } selector
                    && LabelQuery.Of(selector).Matches(bundle.Metadata.Labels))
                .Select(static bundle => bundle.Spec.TrustBundle),
        ];
        return matching.Length > 0 || isOptional ? Merge(matching) : throw new SetupException(
            ProjectedFiles.Reason,
            $"combination of signerName and labelSelector matched zero ClusterTrustBundles: {source.SignerName}");
    }

    /// <summary>The certificates of all, each once, in an order that does not depend on the bundles'. Pure.</summary>
    internal static string Merge(IEnumerable<string> bundles)
    {
        SortedDictionary<string, string> certificates = new(StringComparer.Ordinal);
        foreach (string bundle in bundles)
        {
            X509Certificate2Collection parsed = [];
            parsed.ImportFromPem(bundle);
            foreach (X509Certificate2 certificate in parsed)
            {
                certificates[certificate.GetCertHashString(HashAlgorithmName.SHA256)] =
                    PemEncoding.WriteString("CERTIFICATE", certificate.RawData);
                certificate.Dispose();
            }
        }
        StringBuilder text = new();
        foreach (string pem in certificates.Values)
            text.Append(pem).Append('\n');
        return text.ToString();
    }
}
