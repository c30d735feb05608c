using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Volumes;

namespace Kubesharp.Kubelet.Images;

/// <summary>The programs of a node that are asked for credentials. Safe from any thread.</summary>
internal sealed class CredentialProviders(
    IReadOnlyList<CredentialProvider> providers, ApiClient client, ServiceAccountTokens tokens, Action<string> log)
{
    /// <summary>Reads the node's configuration of them.</summary>
    /// <exception cref="ConfigurationException">It cannot be followed; says every reason.</exception>
    public static IReadOnlyList<CredentialProvider> Load(ImageOptions options, TimeProvider time)
    {
        if (options.CredentialProviderConfiguration.Length == 0)
            return [];
        string directory = options.CredentialProviderDirectory;
        if (!Directory.Exists(directory))
            throw new ConfigurationException([$"plugin binary directory {directory} did not exist"]);
        string text;
        try
        {
            text = File.ReadAllText(options.CredentialProviderConfiguration);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                [$"unable to read external registry credential provider configuration: {exception.Message}"]);
        }
        IReadOnlyList<CredentialProviderOptions> found = CredentialProviderConfiguration.Parse(text);
        string[] missing =
        [
            .. found.Select(provider => Path.Combine(directory, provider.Name))
                .Where(static program => !File.Exists(program))
                .Select(static program => $"plugin binary executable {program} did not exist"),
        ];
        return missing.Length > 0 ? throw new ConfigurationException(missing)
            : [.. found.Select(provider => new CredentialProvider(provider, directory, time))];
    }

    /// <summary>What all of them give for the image. One that fails gives nothing; an operator is told.</summary>
    public async Task<IReadOnlyList<PullCredential>> AskAsync(
        Pod pod, string image, CancellationToken cancellationToken)
    {
        string repository = ImageName.RepositoryOf(image);
        List<PullCredential> found = [];
        foreach (CredentialProvider provider in providers.Where(provider => provider.IsFor(repository)))
        {
            try
            {
                found.AddRange(provider.Options.Token is { } token
                    ? await AskForAccountAsync(provider, token, pod, repository, cancellationToken)
                    : await provider.AskAsync(
                        new ProviderRequest(repository, "", new Dictionary<string, string>()), "", cancellationToken));
            }
            catch (Exception exception) when (exception is IOException or SetupException)
            {
                log("failed getting credential from external registry credential provider "
                    + $"{provider.Options.Name}: {exception.Message}");
            }
        }
        return found;
    }

    private async Task<IReadOnlyList<PullCredential>> AskForAccountAsync(
        CredentialProvider provider, ProviderTokenOptions options, Pod pod, string repository,
        CancellationToken cancellationToken)
    {
        string name = pod.Spec.ServiceAccountName;
        if (name.Length == 0)
        {
            return options.IsRequired ? [] : await provider.AskAsync(
                new ProviderRequest(repository, "", new Dictionary<string, string>()), "", cancellationToken);
        }
        ApiResult<ServiceAccount> result =
            await client.GetAsync<ServiceAccount>(new(pod.Metadata.Namespace, name), cancellationToken);
        if (result.Value is not { } account)
            throw new IOException($"service account {pod.Metadata.Namespace}/{name}: {result.Error?.Message}");
        IReadOnlyDictionary<string, string> given = account.Metadata.Annotations;
        // A required annotation is how a workload says that it wants this.
        if (options.RequiredAnnotations.Any(key => !given.ContainsKey(key)))
            return [];
        Dictionary<string, string> annotations = options.RequiredAnnotations.Concat(options.OptionalAnnotations)
            .Distinct().Where(given.ContainsKey).ToDictionary(static key => key, key => given[key]);
        string token = await tokens.GetAsync(
            pod, new ServiceAccountTokenProjection { Audience = options.Audience }, cancellationToken);
        string whose = string.Join('\0', [
            pod.Metadata.Namespace, name, account.Metadata.Uid,
            .. annotations.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .SelectMany(static pair => (string[])[pair.Key, pair.Value]),
            options.CacheByToken ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : ""]);
        CredentialSource source = new(pod.Metadata.Namespace, name, account.Metadata.Uid);
        IReadOnlyList<PullCredential> found = await provider.AskAsync(
            new ProviderRequest(repository, token, annotations), whose, cancellationToken);
        return [.. found.Select(credential => credential with { ServiceAccount = source })];
    }
}
