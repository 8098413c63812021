using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

/// <summary>A repository with one applied migration, and a proposal beside its main branch.</summary>
internal static class CakeShop
{
    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: sqlite
            engine: 3
            migrations: migrations
            environments:
              production: { connection: shop.db, protected: true }
        evidence: { folder: evidence, key: runner.key.pem }
        policy:
          approvers:
            - { name: dana, key: dana.pub.pem, emails: [dana@shop.example] }
          clauses:
            - name: data loss needs a person
              when: { hazard: data-loss }
              require: { approvals: 1 }
            - name: nobody edits history
              when: { migration: edited-after-applied }
              deny: A migration that has run may not change.
        """;

    public static GitSandbox Open()
    {
        var shop = new GitSandbox();
        ChangeGateProgram.Run(shop.Path, "key", "--name", "dana");
        ChangeGateProgram.Run(shop.Path, "key", "--name", "runner");
        shop.Write("changegate.yml", Configuration)
            .Write(".gitignore", "*.key.pem\nshop.db*\nevidence/\n.changegate/\n.tools/\nbuild.cake\n")
            .Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, note text);\nINSERT INTO orders (id, note) VALUES (1, 'ring twice');")
            .Commit("Open the shop");

        return shop;
    }

    public static GitSandbox Propose(string path, string sql)
    {
        var shop = Open();
        shop.Branch("proposal").Write(path, sql).Commit("Propose");

        return shop;
    }
}
