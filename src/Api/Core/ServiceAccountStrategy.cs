using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Core;

/// <summary>ServiceAccounts.</summary>
internal sealed class ServiceAccountStrategy : Strategy<ServiceAccount>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ServiceAccount>(),
        Printing.Columns.Number<ServiceAccount>("Secrets", "How many Secrets the account lists.",
            static value => value.Secrets.Count),
        Printing.Columns.Age<ServiceAccount>(),
    ];
}
