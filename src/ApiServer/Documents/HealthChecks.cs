using System.Text;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Documents;

/// <summary><c>/healthz</c>, <c>/livez</c>, <c>/readyz</c>: <c>ok</c>, or which check failed.</summary>
internal sealed class HealthChecks(ApiServer server)
{
    private readonly record struct Check(string Name, Func<CancellationToken, ValueTask<bool>> Passes);

    public async ValueTask<Reply> AnswerAsync(
        string[] parts, QueryValues query, CancellationToken cancellationToken)
    {
        string endpoint = parts[0];
        IReadOnlyList<Check> checks = ChecksOf(endpoint);
        if (parts.Length > 1)
        {
            foreach (Check check in checks)
            {
                if (check.Name != string.Join('/', parts[1..]))
                    continue;
                return await PassesAsync(check, cancellationToken)
                    ? DocumentReply.Text("ok")
                    : DocumentReply.Text("internal server error: not ready\n", 500);
            }
            return DocumentReply.Text("404 page not found\n", 404);
        }

        HashSet<string> excluded = [.. query.All("exclude")];
        StringBuilder report = new();
        bool failed = false;
        foreach (Check check in checks)
        {
            if (excluded.Remove(check.Name))
            {
                report.Append("[+]").Append(check.Name).Append(" excluded: ok\n");
                continue;
            }
            bool passes = await PassesAsync(check, cancellationToken);
            failed |= !passes;
            report.Append(passes ? "[+]" : "[-]").Append(check.Name)
                .Append(passes ? " ok\n" : " failed: reason withheld\n");
        }
        if (excluded.Count > 0)
        {
            report.Append("warn: some health checks cannot be excluded: no matches for ")
                .Append(string.Join(",", excluded.Select(static name => $"\"{name}\""))).Append('\n');
        }
        if (failed)
            return DocumentReply.Text($"{report}{endpoint} check failed\n", 500);
        return query.Has("verbose") ? DocumentReply.Text($"{report}{endpoint} check passed\n")
            : DocumentReply.Text("ok");
    }

    private List<Check> ChecksOf(string endpoint)
    {
        List<Check> checks =
        [
            new("ping", static _ => new(true)),
            new("log", static _ => new(true)),
            new("etcd", StoreAnswersAsync),
        ];
        if (endpoint == "readyz")
            checks.Add(new("informer-sync", _ => new(server.IsReady)));
        checks.Add(new("poststarthook/bootstrap", _ => new(server.IsReady)));
        if (endpoint == "readyz")
            checks.Add(new("shutdown", _ => new(!server.IsStopping)));
        return checks;
    }

    private async ValueTask<bool> StoreAnswersAsync(CancellationToken cancellationToken) =>
        await server.Storage.Store.GetCurrentRevisionAsync(cancellationToken) > 0;

    private static async ValueTask<bool> PassesAsync(Check check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.Passes(cancellationToken);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
