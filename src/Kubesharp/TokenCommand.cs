using System.CommandLine;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.Client;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>`kubesharp token`: bootstrap tokens, with which a new node introduces itself.</summary>
internal static class TokenCommand
{
    // As long as kubeadm's.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static Command Create()
    {
        Setting<string> dataDirectory = CommonSettings.DataDirectory;
        Command create = new("create", "Give a new bootstrap token to the cluster and print it. It lives for a day.");
        create.Options.Add(dataDirectory.Flag);
        create.SetAction((flags, cancellationToken) => CreateAsync(
            new SettingReader(flags, [dataDirectory], null).Get(dataDirectory), cancellationToken));
        return new Command("token", "Work with bootstrap tokens.") { create };
    }

    private static async Task<int> CreateAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        try
        {
            using ServerConnection server = ServerConnection.Open(Path.Combine(dataDirectory, "admin.kubeconfig"));
            (string token, Secret secret) = BootstrapTokens.Create(Lifetime, TimeProvider.System, Entropy.System);
            ApiResult<Secret> created =
                await new ApiClient(server.Transport, "kubesharp").CreateAsync(secret, cancellationToken);
            if (created.Error is { } error)
            {
                await Console.Error.WriteLineAsync($"error: the server refused: {error.Message}");
                return 1;
            }
            Console.WriteLine(token);
            return 0;
        }
        catch (OptionsException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 1;
        }
    }
}
