using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client;
using Kubesharp.Joining;
using Kubesharp.Options;

namespace Kubesharp;

/// <summary>`kubesharp token`: bootstrap tokens, with which a machine joins. Flags and columns are kubeadm's.</summary>
internal static class TokenCommand
{
    private static readonly Setting<string> DataDirectory = CommonSettings.DataDirectory;

    private static readonly Setting<string> Kubeconfig = new("kubeconfig", "",
        "An administrator's kubeconfig of the server. Default: admin.kubeconfig in the data directory", Parse.Text);

    private static readonly Setting<TimeSpan?> Lifetime = new("ttl", TimeSpan.FromHours(24),
        "How long the token is good: 2h, 30m; 0 for ever. Default: 24h",
        static text => text == "0" ? new(null, null)
            : Parse.Duration(text) is { Problem: null, Value: var span } ? new(span, null)
            : new(null, "must be a length of time such as 2h, or 0"));

    private static readonly Setting<string> Description = new("description", "",
        "What it is for.", Parse.Text);

    private static readonly ListSetting Groups = new("groups",
        $"Further groups of who shows it. Default: {BootstrapTokens.NodesGroup}, which nodes need");

    private static readonly Setting<bool> JoinCommand = new("print-join-command", false,
        "Print the whole command that joins a machine.", Parse.Switch, isSwitch: true);

    private static readonly Setting<string> Output = new("output", "text", "text or json. Default: text",
        static text => text is "text" or "json" ? new(text, null) : new(null, "must be text or json"));

    public static Command Create()
    {
        Argument<string?> given = new("TOKEN")
        {
            Description = "The token, abcdef.0123456789abcdef. Default: a new one", Arity = ArgumentArity.ZeroOrOne,
        };
        Argument<string> named = new("TOKEN") { Description = "The token, or its id: the part before the dot." };
        Command create = Verb(
            "create", "Give a bootstrap token to the cluster and print it, with the hash of the cluster's authority.",
            [Lifetime, Description, Groups, JoinCommand],
            (flags, reader, server, cancellationToken) =>
                CreateAsync(flags.GetValue(given), reader, server, cancellationToken));
        create.Arguments.Add(given);
        Command list = Verb("list", "List the bootstrap tokens.", [Output],
            static (_, reader, server, cancellationToken) => ListAsync(reader.Get(Output), server, cancellationToken));
        Output.Flag.Aliases.Add("-o");
        Command delete = Verb("delete", "Take a bootstrap token from the cluster.", [],
            (flags, _, server, cancellationToken) =>
                DeleteAsync(flags.GetValue(named)!, server, cancellationToken));
        delete.Arguments.Add(named);
        return new Command("token", "Work with bootstrap tokens.") { create, list, delete };
    }

    private static Command Verb(
        string name, string help, IReadOnlyList<Setting> more,
        Func<ParseResult, SettingReader, Target, CancellationToken, Task<string?>> run)
    {
        IReadOnlyList<Setting> settings = [DataDirectory, Kubeconfig, .. more];
        Command command = new(name, help);
        foreach (Setting setting in settings)
            command.Options.Add(setting.Flag);
        command.SetAction(async (flags, cancellationToken) =>
        {
            try
            {
                SettingReader reader = new(flags, settings, null);
                if (reader.Problems.Count > 0)
                    throw new OptionsException(reader.Problems);
                string file = reader.Get(Kubeconfig) is { Length: > 0 } told
                    ? told
                    : Path.Combine(reader.Get(DataDirectory), "admin.kubeconfig");
                using ServerConnection server = ServerConnection.Open(file);
                Target target = new(
                    new ApiClient(server.Transport, "kubesharp"), ApiServer.Certificates.Kubeconfig.TryRead(file)!);
                if (await run(flags, reader, target, cancellationToken) is not { } problem)
                    return 0;
                await Console.Error.WriteLineAsync($"error: {problem}");
            }
            catch (OptionsException exception)
            {
                foreach (string problem in exception.Problems)
                    await Console.Error.WriteLineAsync($"error: {problem}");
            }
            return 1;
        });
        return command;
    }

    private static async Task<string?> CreateAsync(
        string? given, SettingReader reader, Target target, CancellationToken cancellationToken)
    {
        BootstrapToken? token = given is null ? BootstrapToken.New(Entropy.System) : BootstrapToken.TryParse(given);
        if (token is null)
            return "the token must look like abcdef.0123456789abcdef: lower-case letters and digits";
        IReadOnlyList<string> groups = reader.Get(Groups) is { Count: > 0 } told ? told : [BootstrapTokens.NodesGroup];
        string prefix = Users.Bootstrappers + ":";
        if (groups.FirstOrDefault(group => !group.StartsWith(prefix, StringComparison.Ordinal)) is { } wrong)
            return $"--groups is \"{wrong}\": must begin with {prefix}";
        string authorityPem = target.Kubeconfig.AuthorityPem;
        string url = await ClusterInfo.ServerUrlAsync(target.Client, target.Kubeconfig.Server, cancellationToken);
        if (await ClusterInfo.EnsureAsync(target.Client, url, authorityPem, cancellationToken) is { } closed)
            return $"the server refused: {closed.Message}";
        DateTimeOffset? until = TimeProvider.System.GetUtcNow() + reader.Get(Lifetime);
        ApiResult<Secret> created = await target.Client.CreateAsync(
            token.ToSecret(until, groups, reader.Get(Description)), cancellationToken);
        if (created.Error is { } error)
        {
            return error.IsAlreadyExists
                ? $"there is a token {token.Id} already"
                : $"the server refused: {error.Message}";
        }
        using X509Certificate2 authority = X509Certificate2.CreateFromPem(authorityPem);
        string text = new JoinToken(token, [JoinToken.HashOf(authority)]).ToText();
        Console.WriteLine(reader.Get(JoinCommand) ? $"kubesharp agent --server {url} --token {text}" : text);
        return null;
    }

    private static async Task<string?> ListAsync(string output, Target target, CancellationToken cancellationToken)
    {
        (ObjectList<Secret>? list, ApiError? error) = await target.Client.ListAsync<Secret>(
            BootstrapToken.Namespace, cancellationToken, fieldSelector: $"type={BootstrapToken.SecretType}");
        if (error is not null)
            return $"the server refused: {error.Message}";
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TokenRow[] rows =
        [
            .. list!.Items.OrderBy(static secret => secret.Metadata.Name, StringComparer.Ordinal)
                .Select(secret => TokenRow.Of(secret, now)).OfType<TokenRow>(),
        ];
        Console.Write(output == "json" ? TokenRow.Json(rows) : TokenRow.Table(rows));
        return null;
    }

    private static async Task<string?> DeleteAsync(
        string named, Target target, CancellationToken cancellationToken)
    {
        string id = BootstrapToken.TryParse(named.Split('@')[0])?.Id ?? named;
        if (!BootstrapToken.IsId(id))
            return "the token must look like abcdef.0123456789abcdef, or be its first part";
        ObjectKey key = new(BootstrapToken.Namespace, BootstrapToken.SecretNamePrefix + id);
        ApiResult<Secret> found = await target.Client.GetAsync<Secret>(key, cancellationToken);
        if (found.Error is { IsNotFound: true })
            return $"there is no token {id}";
        ApiError? error = found.Error
            ?? await target.Client.DeleteAsync<Secret>(key, null, cancellationToken);
        if (error is not null)
            return $"the server refused: {error.Message}";
        Console.WriteLine($"bootstrap token \"{id}\" deleted");
        return null;
    }

    private sealed record Target(ApiClient Client, Kubeconfig Kubeconfig);
}
